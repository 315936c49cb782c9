import type { Filled } from '../behaviour/filled.ts'
import { type NamedTemplate, namedTemplates } from '../behaviour/named-templates.ts'
import { optional, prepare } from '../behaviour/template.ts'
import type { UploadBehaviour } from '../behaviour/upload-behaviour.ts'
import type { Json } from '../json.ts'

/** How an operation opens an upload, with its templates ready. */
export interface PlannedBegin {
  readonly id: Filled
  readonly type: Filled
  readonly size: Filled
  readonly seconds: number
}

/** How an operation takes bytes for an upload. */
export interface PlannedResume {
  readonly id: Filled
  /** Bytes; every piece but the last is a multiple of it. */
  readonly unit: number
  readonly status: number
  readonly headers: readonly NamedTemplate[]
  readonly answer: Filled | undefined
}

export interface PlannedUpload {
  readonly begin: PlannedBegin | undefined
  readonly resume: PlannedResume | undefined
}

/** Throws a `TypeError` for a template that cannot be read. */
export function planUpload({ begin, resume }: UploadBehaviour): PlannedUpload {
  return {
    begin: begin && {
      id: prepare(begin.id as Json),
      type: prepare((begin.type ?? null) as Json),
      size: prepare((begin.size ?? null) as Json),
      seconds: begin.seconds,
    },
    resume: resume && {
      id: prepare(resume.id as Json),
      unit: resume.multipleOf ?? 1,
      status: resume.more.status,
      headers: namedTemplates(resume.more.headers),
      answer: optional(resume.more.answer),
    },
  }
}
