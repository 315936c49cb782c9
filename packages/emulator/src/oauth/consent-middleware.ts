import type { Context, Interaction, Provider } from 'oidc-provider'
import { type ConsentQuestion, consentPage } from './consent-page.ts'
import type { Grants } from './grants.ts'
import { htmlPage } from './html.ts'
import { scopesOf } from './scope-rules.ts'
import type { OAuthUser } from './settings.ts'

export interface ConsentParts {
  readonly provider: Provider
  readonly grants: Grants
  readonly users: ReadonlyMap<string, OAuthUser>
  /** Pages hang below it, by the id of the interaction. */
  readonly path: string
}

/** Serves the consent page: GET asks, POST decides and sends the browser back to the authorization. */
export function consentMiddleware(parts: ConsentParts) {
  return async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    if (!ctx.path.startsWith(`${parts.path}/`)) return next()
    const interaction = await parts.provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined)
    ctx.type = 'html'
    if (!interaction || !ctx.path.endsWith(`/${interaction.uid}`)) {
      ctx.status = 400
      ctx.body = htmlPage('This page is out of date', '<p role="alert">Start again in the application.</p>')
    } else if (ctx.method === 'POST') {
      await decide(ctx, parts, interaction)
    } else {
      ctx.body = consentPage(await question(parts, interaction))
    }
  }
}

async function question(
  { provider, users }: ConsentParts,
  { params }: Interaction,
): Promise<ConsentQuestion> {
  const id = String(params.client_id)
  const client = await provider.Client.find(id)
  return { client: client?.clientName ?? id, scopes: scopesOf(params.scope), users: [...users.values()] }
}

async function decide(ctx: Context, parts: ConsentParts, { params }: Interaction): Promise<void> {
  const form = await readForm(ctx)
  const asked = scopesOf(params.scope)
  const ticked = form.has('choose') ? asked.filter((scope) => form.getAll('scope').includes(scope)) : asked
  const user = parts.users.get(form.get('user') ?? '') ?? [...parts.users.values()][0]
  const allowed = form.get('decision') === 'allow' && user && (asked.length === 0 || ticked.length > 0)
  const denied = { error: 'access_denied', error_description: 'the user denied access' }
  const result = allowed ? await consent(parts, { user, ticked, asked, params }) : denied
  // RFC 9700, section 4.12: a form that was posted is followed by a GET.
  ctx.status = 303
  ctx.redirect(await parts.provider.interactionResult(ctx.req, ctx.res, result))
}

async function consent(
  { grants }: ConsentParts,
  given: {
    user: OAuthUser
    ticked: readonly string[]
    asked: readonly string[]
    params: Interaction['params']
  },
): Promise<object> {
  const { user, ticked, asked, params } = given
  const grantId = await grants.save({
    accountId: user.id,
    clientId: String(params.client_id),
    granted: ticked,
    refused: asked.filter((scope) => !ticked.includes(scope)),
    parameters: params,
  })
  return { login: { accountId: user.id }, consent: { grantId }, select_account: {} }
}

/** The body came through the bound of the emulator already. */
async function readForm(ctx: Context): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of ctx.req) chunks.push(Buffer.from(chunk))
  return new URLSearchParams(Buffer.concat(chunks).toString())
}
