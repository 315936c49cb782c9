import type { Input, Operations } from '@sallyport/contract'
import type { CommandCall, Shown } from '../command-row.ts'
import { wrongUse } from '../input/wrong-use.ts'
import { openOutput } from '../output/output-file.ts'

export interface WantedFile {
  readonly id: string
  readonly token: string
  readonly body: Input<Operations['executeConnector']>['body']
}

/** Writes a file of a third party to where the caller said: never to a place that the third party names. */
export async function saveDownload(call: CommandCall, { id, token, body }: WantedFile): Promise<Shown> {
  const { options, host, session } = call
  if (options.output === undefined) {
    throw wrongUse(
      'A download needs to know where to.',
      'Add --output <file>, or --output - where the standard output is no terminal.',
    )
  }
  const output = await openOutput(options, host.screen.stdout)
  let size = 0
  try {
    const { entity, action, params } = body
    const {
      body: pieces,
      type,
      length,
    } = await session().download(id, { entity, action, params: params ?? {} }, { token })
    const bar = progress(call, length)
    for await (const piece of pieces) {
      await output.write(piece)
      size += piece.length
      bar(size)
    }
    bar(undefined)
    await output.close()
    const answer = { file: options.output, size, content_type: type ?? null }
    return {
      answer,
      saved: true,
      ...(output.standard ? { done: true } : { lines: [`${size} bytes are in ${options.output}.`] }),
    }
  } catch (error) {
    await output.discard()
    throw error
  }
}

/** How far a download is, on a terminal. */
function progress({ host }: CommandCall, length: number | undefined) {
  const { stderr } = host.screen
  let drawn = Number.NEGATIVE_INFINITY
  return (size: number | undefined): void => {
    if (stderr.isTTY !== true) return
    if (size === undefined) return void stderr.write('\r\u001b[K')
    if (host.now() - drawn < 100) return
    drawn = host.now()
    const share = length ? ` of ${length} (${Math.floor((size / length) * 100)} %)` : ''
    stderr.write(`\r\u001b[K${size}${share} bytes`)
  }
}
