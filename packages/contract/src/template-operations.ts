import { Type } from 'typebox'
import { ACTING_TOKEN, ANY_TOKEN, type ApiOperation, operation } from './operation.ts'
import * as schema from './schemas.ts'
import * as template from './template-schemas.ts'

const { Optional } = Type
const PATH = '/integrations/templates/sources'
const List = Type.Object({ data: Type.Array(schema.TemplateItem) })
const filter = { tags: Optional(template.Tags), tags_mode: Optional(template.TagsMode) }
const shown = { aliases: [], access: ANY_TOKEN, capability: 'none', tag: 'Templates', method: 'GET' } as const
const written = { aliases: [], access: ['application'], capability: 'connect', tag: 'Templates' } as const

/** Source templates: what an organization offers to be connected. */
export const templateOperations = {
  listTemplates: operation({
    ...shown,
    path: PATH,
    summary: "Lists the organization's templates; without any, every connector type that can be connected.",
    query: Type.Object({ use_global: Optional(template.Flag), ...filter }),
    answer: { status: 200, schema: List },
  }),

  listGlobalTemplates: operation({
    ...shown,
    path: `${PATH}/global`,
    summary: 'Lists a template for every connector type that there is.',
    answer: { status: 200, schema: List },
  }),

  getTemplate: operation({
    ...shown,
    path: `${PATH}/{id}`,
    summary: 'Shows one template, global ones too, and what a connection through it asks for.',
    params: schema.Id,
    answer: { status: 200, schema: schema.TemplateDetail },
  }),

  createTemplate: operation({
    ...written,
    method: 'POST',
    path: PATH,
    summary: 'Makes a template of a connector type, or a copy of one.',
    body: template.NewTemplate,
    answer: { status: 200, schema: schema.TemplateDetail },
  }),

  updateTemplate: operation({
    ...written,
    method: 'PATCH',
    path: `${PATH}/{id}`,
    summary: 'Changes a template, and its connectors where that is wanted.',
    params: schema.Id,
    body: template.TemplateChange,
    answer: { status: 200, schema: template.ChangedTemplate },
  }),

  deleteTemplate: operation({
    ...written,
    method: 'DELETE',
    path: `${PATH}/{id}`,
    summary: 'Ends the offer. What was connected through it goes on.',
    params: schema.Id,
    answer: { status: 200, schema: template.Deleted },
  }),

  tagTemplate: operation({
    ...written,
    access: ACTING_TOKEN,
    method: 'POST',
    path: `${PATH}/{id}/tags`,
    summary: 'Puts a tag on a template, made where it is new.',
    params: schema.Id,
    body: Type.Object({ tag: template.Tag }),
    answer: { status: 200, schema: schema.TemplateItem },
  }),

  untagTemplate: operation({
    ...written,
    access: ACTING_TOKEN,
    method: 'DELETE',
    path: `${PATH}/{id}/tags/{tag_name}`,
    summary: 'Takes a tag off a template.',
    params: Type.Object({ id: schema.Uuid, tag_name: template.Tag }),
    answer: { status: 200, schema: schema.TemplateItem },
  }),

  listTags: operation({
    ...shown,
    access: ACTING_TOKEN,
    path: '/integrations/templates/tags',
    summary: 'Lists the tags of the organization.',
    answer: { status: 200, schema: Type.Object({ data: Type.Array(template.TagObject) }) },
  }),

  createTag: operation({
    ...written,
    access: ACTING_TOKEN,
    method: 'POST',
    path: '/integrations/templates/tags',
    summary: 'Makes a tag; one of that name that is there already is it.',
    body: template.TagName,
    answer: { status: 200, schema: template.TagObject },
  }),

  renameTag: operation({
    ...written,
    method: 'PUT',
    path: '/integrations/templates/tags/{name}',
    summary: 'Gives a tag another name, on every template that has it.',
    params: template.TagName,
    body: template.TagName,
    answer: { status: 200, schema: template.TagObject },
  }),

  deleteTag: operation({
    ...written,
    method: 'DELETE',
    path: '/integrations/templates/tags/{name}',
    summary: 'Removes a tag from every template that has it.',
    params: template.TagName,
    answer: { status: 200, schema: template.Deleted },
  }),
} as const satisfies Record<string, ApiOperation>
