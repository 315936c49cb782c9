// Uses the client in both modes against servers of this machine, and prints how calls ended and what was connected to.
import { closeOtherWays, traceConnections } from '@sallyport/runtime/testing'

const [thirdParty = '', engine = ''] = process.argv.slice(2)
const attempts = traceConnections('guarded-connector.ts')
// The hosted mode asks the engine with the platform's own `fetch`.
const closed = closeOtherWays(['globalThis.fetch'])

// After the ways are closed: whoever took a function before would keep it.
const { connect } = await import('../index.ts')
const { github } = await import('../connectors/github.ts')

const local = connect(github, {
  credentials: { token: 'ghp_practise' },
  redirectOrigins: { 'https://api.github.com': thirdParty },
})
const hosted = connect(github, { url: engine, clientId: 'id', clientSecret: 'secret', workspace: 'acme' })
const ISSUE = { owner: 'o', repo: 'r', title: 'Once' }

const ended: string[] = []
for (const client of [local, hosted]) {
  for (const call of [() => client.users.me(), () => client.issues.create(ISSUE)]) {
    ended.push(
      await call().then(
        () => 'done',
        (error: { readonly code?: string }) => error.code ?? String(error),
      ),
    )
  }
  await client.close()
}
process.stdout.write(JSON.stringify({ ended, closed: closed.length, attempts }))
