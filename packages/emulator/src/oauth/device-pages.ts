import type { Client, Context } from 'oidc-provider'
import { escapeHtml, htmlPage } from './html.ts'

/** The pages on which a user enters the code that a device shows (RFC 8628, section 3.3). */
export const devicePages = {
  charset: 'base-20',
  mask: '****-****',
  deviceInfo: () => ({}),
  userCodeInputSource: inputPage,
  userCodeConfirmSource: confirmPage,
  successSource: successPage,
}

async function inputPage(
  ctx: Context,
  ...rest: [string, unknown, { readonly name: string }?]
): Promise<void> {
  const [, , error] = rest
  const alert = error ? `<p role="alert" class="alert">${problem(error.name)}</p>` : ''
  ctx.type = 'html'
  ctx.body = htmlPage(
    'Connect a device',
    `${alert}${opening(ctx)}
<label for="user_code">The code that the device shows</label>
<input type="text" id="user_code" name="user_code" autocomplete="off" autofocus required>
<button type="submit">Continue</button>
</form>`,
  )
}

async function confirmPage(ctx: Context, ...rest: [string, Client, unknown, string]): Promise<void> {
  const [, client, , code] = rest
  ctx.type = 'html'
  ctx.body = htmlPage(
    'Is this the code?',
    `<p><strong>${escapeHtml(client.clientName ?? client.clientId)}</strong> shows <strong>${escapeHtml(code)}</strong>.</p>
${opening(ctx)}
<input type="hidden" name="user_code" value="${escapeHtml(code)}">
<button type="submit" name="confirm" value="yes">Yes, continue</button>
<button type="submit" name="abort" value="yes">No</button>
</form>`,
  )
}

async function successPage(ctx: Context): Promise<void> {
  ctx.type = 'html'
  ctx.body = htmlPage('The device is connected', '<p role="status">You can close this page.</p>')
}

function opening(ctx: Context): string {
  return `<form method="post" action="${escapeHtml(ctx.oidc.urlFor('code_verification'))}">
<input type="hidden" name="xsrf" value="${escapeHtml(ctx.oidc.session.state.secret)}">`
}

function problem(name: string): string {
  if (name === 'AbortedError') return 'The device was not connected.'
  if (name === 'ExpiredError') return 'This code has expired. Start again on the device.'
  if (name === 'AlreadyUsedError') return 'This code was used before. Start again on the device.'
  if (name === 'NoCodeError') return 'Enter a code.'
  return 'There is no such code.'
}
