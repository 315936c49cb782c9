import { github } from '../connectors/github.ts'
import { googleDrive } from '../connectors/google-drive.ts'
import { connect, type SallyportError, sallyport } from '../index.ts'

interface Place {
  /** Origin of an engine, or of what plays one. */
  readonly url: string
  /** Default: the platform's. */
  readonly fetch?: typeof fetch
}

/** Does what a program does through an engine, with nothing but the web platform, and tells what came of it. */
export async function anywhere(place: Place) {
  const engine = { ...place, clientId: 'id', clientSecret: 'secret' }
  const acme = sallyport(engine).workspace('acme')
  const drive = connect(googleDrive, { ...engine, workspace: 'acme' })
  const names = []
  for await (const { name } of acme.connectors.list()) names.push(name)

  const issues = acme.connect(github).issues
  const { page } = await issues.list({ owner: 'octo-org', repo: 'octo-repo' })

  const content = new TextEncoder().encode('one two')
  await drive.files.upload({ name: 'a' }, { file: { type: 'text/plain', content } })
  const { body } = await drive.files.download({ fileId: 'a' })
  let text = ''
  for await (const piece of body) text += new TextDecoder().decode(piece)

  const { tools } = await acme.tools()
  const outcome = await tools[0]?.run({}, { callId: 'call_1' })
  const local = connect(github, { credentials: { token: 'token' } })
  const failed = await local.users.me().catch((error: SallyportError) => error)
  return {
    names,
    complete: page.complete,
    text,
    outcome: outcome?.text,
    local: 'code' in failed && failed.code,
  }
}
