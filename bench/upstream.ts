// The third party: an emulated GitHub that answers one path with 2 KB, as fast as it can.
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { answer, PATH } from './upstream-answer.ts'

/** GitHub's word that much is left: engines keep to its limits. */
const headers = {
  'x-ratelimit-remaining': '1000000',
  'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 24 * 3_600),
}
const raw = { path: PATH, body: answer(), headers }
const github = await emulate(githubVendor, { credentials: 'ghp_bench', raw })
process.stdout.write(`port ${new URL(github.url).port}\n`)
