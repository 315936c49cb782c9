import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { flag, optional, text, time, url } from './values.ts'

export const Login = Type.Object({ login: text })

export const Project = Type.Object({
  id: text,
  number: Type.Integer(),
  title: text,
  shortDescription: nullable(text),
  readme: nullable(text),
  closed: flag,
  public: flag,
  creator: nullable(Login),
  url,
  createdAt: time,
  updatedAt: time,
})

const Content = Type.Object({
  __typename: text,
  id: optional(text),
  number: optional(Type.Integer()),
  title: optional(text),
  body: optional(text),
  closed: optional(flag),
  url: optional(url),
})

/** What a field holds for an item; which member has it is told by `__typename`. */
const FieldValue = Type.Object({
  __typename: text,
  field: optional(Type.Object({ name: optional(text) })),
  text: optional(nullable(text)),
  number: optional(nullable(Type.Number())),
  date: optional(nullable(text)),
  name: optional(nullable(text)),
  title: optional(text),
})

export const ProjectItem = Type.Object({
  id: text,
  type: text,
  isArchived: flag,
  content: nullable(Content),
  fieldValues: Type.Object({ nodes: nullable(Type.Array(nullable(FieldValue))) }),
  creator: nullable(Login),
  createdAt: time,
  updatedAt: time,
})
