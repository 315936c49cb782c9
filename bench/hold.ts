import { once } from 'node:events'

/** With the word `hold` on the command line: waits for Enter, so that the measuring itself may find the machine quiet. */
export async function hold(): Promise<void> {
  if (!process.argv.includes('hold')) return
  process.stdout.write('prepared; press Enter to measure\n')
  process.stdin.resume()
  await once(process.stdin, 'data')
  process.stdin.pause()
}
