import { PassThrough } from 'node:stream'
import { remoteCommands } from '@sallyport/cli'
import { remoteHost } from '../commands/remote.ts'
import { leakWatch } from './leak-watch.ts'

export interface Ran {
  readonly code: number | undefined
  readonly output: string
  readonly errors: string
}

export interface CommandLineOptions {
  readonly environment: Readonly<Record<string, string>>
  /** What comes from the standard input. */
  readonly input?: string | Uint8Array
  /** Settles when the program is asked to stop. */
  readonly stopped?: () => Promise<unknown>
  /**
   * Keys that are pressed, each once the question before it stands there. With them there is a terminal; where they are
   * none, it goes away.
   */
  readonly keys?: readonly (readonly [question: RegExp, keys: string])[]
  /** Told of the first line that the command writes on the standard error, while it goes on. */
  readonly seen?: (line: string) => Promise<void>
}

/** Runs a command in this process, as the program runs it, with streams in place of those of the process. */
export async function runCommandLine(args: readonly string[], options: CommandLineOptions): Promise<Ran> {
  const terminal = options.keys !== undefined
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal, setRawMode: () => {} })
  const [stdout, stderr] = [captured(terminal), captured(terminal)]
  if (options.keys?.length === 0) setTimeout(() => stdin.end(), 300)
  if (terminal) pressKeys(stdin, stderr, [...(options.keys ?? [])])
  else stdin.end(options.input ?? '')
  const seen = new Promise<void>((resolve, reject) => {
    const { seen = async () => {} } = options
    stderr.stream.once('data', (said) => void seen(String(said)).then(resolve, reject))
  })
  // It is awaited below, where there was a line.
  seen.catch(() => {})
  const [name, ...more] = args
  const screen = { stdin, stdout: stdout.stream, stderr: stderr.stream }
  const host = remoteHost(screen, options.environment)
  const commands = remoteCommands({ ...host, ...(options.stopped && { stopped: options.stopped }) })
  const command = commands.find((each) => each.name === name)
  const code = await command?.run(more)
  if (options.seen && stderr.text() !== '') await seen
  leakWatch.add('what a command prints', stdout.text() + stderr.text())
  return { code, output: stdout.text(), errors: stderr.text() }
}

interface Captured {
  readonly stream: PassThrough & { readonly isTTY: boolean; readonly columns: number; readonly rows: number }
  readonly text: () => string
}

function captured(isTTY: boolean): Captured {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100, rows: 40 })
  const pieces: Buffer[] = []
  stream.on('data', (piece: Buffer) => pieces.push(piece))
  return { stream, text: () => Buffer.concat(pieces).toString() }
}

function pressKeys(stdin: PassThrough, screen: Captured, keys: (readonly [RegExp, string])[]): void {
  let from = 0
  screen.stream.on('data', () => {
    const [next] = keys
    const found = next?.[0].exec(screen.text().slice(from))
    if (next === undefined || !found) return
    keys.shift()
    from = screen.text().length
    // A question listens for keys once it is drawn.
    for (const [at, key] of [...next[1]].entries()) setTimeout(() => stdin.write(key), 30 + 10 * at)
  })
}
