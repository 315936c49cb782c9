import type { FileInput } from '../transport.ts'

/** The bytes of a file on their way to an engine. */
export class FileSource {
  readonly stream: ReadableStream<Uint8Array>
  /** What the caller's own code threw while its pieces were read. */
  failure: { readonly error: unknown } | undefined

  constructor(content: FileInput['content']) {
    const iterator = (isBytes(content) ? inOne(content) : content)[Symbol.asyncIterator]()
    this.stream = new ReadableStream({
      pull: async (controller) => {
        try {
          const { done, value } = await iterator.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          this.failure = { error }
          throw error
        }
      },
      cancel: async () => void (await iterator.return?.()),
    })
  }
}

/** Also of another realm, as in frameworks of tests that run each file in one: there `instanceof` is false. */
export function isBytes(content: FileInput['content']): content is Uint8Array {
  return ArrayBuffer.isView(content)
}

async function* inOne(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}
