import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { promisify } from 'node:util'

test('the example of the README runs', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const example = /```js\n(.+?)```/s.exec(readme)?.[1] ?? 'throw new Error("There is no example.")'
  const program = example
    .replace("'@sallyport/emulator'", inQuotes('./index.ts'))
    .replace("'@sallyport/connectors/github/vendor'", inQuotes('../../../connectors/github/vendor.ts'))
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
})

function inQuotes(path: string): string {
  return `'${new URL(path, import.meta.url)}'`
}
