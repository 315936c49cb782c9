import { type Static, Type } from 'typebox'
import { named, strict, Template } from './words.ts'

/** A file that is sent in pieces: one operation opens the upload, another takes the bytes. */
export const Upload = Type.Object(
  {
    /** Opens an upload. When all bytes are there the operation does what it does without this case. */
    begin: Type.Optional(
      Type.Object(
        {
          /** A new name for it; `session.id` in the templates of the answer. */
          id: Template,
          /** Media type of the file, and its bytes where they are announced. */
          type: Type.Optional(Template),
          size: Type.Optional(Template),
          /** How long it stays open. */
          seconds: Type.Integer({ minimum: 1 }),
        },
        strict,
      ),
    ),
    /** Takes the bytes that `Content-Range` names, all of them without it, or says how far it came. */
    resume: Type.Optional(
      Type.Object(
        {
          id: Template,
          /** Bytes; every piece but the last is a multiple of it. */
          multipleOf: Type.Optional(Type.Integer({ minimum: 1 })),
          /** The answer while bytes are missing: templates over `session`: `id`, `received`, `range`, `total`. */
          more: Type.Object(
            {
              status: Type.Integer({ minimum: 200, maximum: 399 }),
              headers: Type.Optional(named(Type.String())),
              answer: Type.Optional(Template),
            },
            strict,
          ),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type UploadBehaviour = Static<typeof Upload>
