// The third party: an emulated GitHub that answers one path with 2 KB, as fast as it can.
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { answer, PATH } from './upstream-answer.ts'

const github = await emulate(githubVendor, { credentials: 'ghp_bench', raw: { path: PATH, body: answer() } })
process.stdout.write(`port ${new URL(github.url).port}\n`)
