// The third party: an emulated GitHub that answers one path with 2 KB, as fast as it can.
import description from '@sallyport/connectors/github/vendor.json' with { type: 'json' }
import { emulateGithub } from '@sallyport/emulator'
import { answer, PATH } from './upstream-answer.ts'

const github = await emulateGithub({ description, token: 'ghp_bench', raw: { path: PATH, body: answer() } })
process.stdout.write(`port ${new URL(github.url).port}\n`)
