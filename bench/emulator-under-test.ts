// An emulated GitHub with a list of one issue of 2 KB, and one path that it answers without a look.
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { answer, BYTES } from './upstream-answer.ts'

const issue = { id: 1, number: 1, state: 'open', title: '' }
const title = 'x'.repeat(BYTES - JSON.stringify([issue]).length)
const github = await emulate(githubVendor, {
  credentials: 'ghp_bench',
  raw: { path: '/raw', body: answer() },
  collections: { '/repos/bench/bench/issues': [{ ...issue, title }] },
})
process.stdout.write(`port ${new URL(github.url).port}\n`)
