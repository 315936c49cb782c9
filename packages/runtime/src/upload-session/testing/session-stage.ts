import type { FileInput } from '../../file-input.ts'
import { createSender } from '../../send/sender.ts'
import { type SeenRequest, serve } from '../../send/testing/upstream-server.ts'
import { archiveAuthorizer, archiveCall, archiveOrigins } from '../../testing/archive.ts'
import { type SessionOptions, uploadSession } from '../upload-session.ts'

export type Respond = Parameters<typeof serve>[0]

/** Answers in JSON. */
export function answer(body: unknown, status = 200): Respond {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

interface Stated {
  readonly params?: Readonly<Record<string, unknown>>
}

/** The three origins of the archive, each as it is told to respond, and uploads to them without a rest. */
export async function sessionStage(responds: Readonly<Record<'api' | 'uploads' | 'objects', Respond>>) {
  const api = await serve(responds.api)
  const uploads = await serve(responds.uploads)
  const objects = await serve(responds.objects)
  const all = { api, uploads, objects }
  const origins = archiveOrigins({ api: api.origin, uploads: uploads.origin, objects: objects.origin })
  const sender = createSender({ allowLoopbackOrigins: origins })
  const pauses: number[] = []
  return {
    pauses,
    seen: (name: keyof typeof all): readonly SeenRequest[] => all[name].seen,
    async upload(
      action: string,
      file: FileInput,
      { params = { title: 'A' }, ...options }: Partial<SessionOptions> & Stated = {},
    ) {
      const call = archiveCall(action, params)
      const { takes } = call.operation
      if (takes?.as !== 'session') throw new TypeError('not an upload in steps')
      const { answer } = await uploadSession({
        call,
        authorizer: archiveAuthorizer,
        sender,
        takes,
        file,
        now: () => 0,
        deadlineMs: 2_000,
        pause: async (milliseconds) => void pauses.push(milliseconds),
        ...options,
      })
      return { status: answer.status, body: Buffer.from(answer.body).toString() }
    },
    async [Symbol.asyncDispose]() {
      await sender.close()
      for (const server of Object.values(all)) await server[Symbol.asyncDispose]()
    },
  }
}
