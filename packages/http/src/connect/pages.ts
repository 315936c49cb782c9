import type { ConnectPage } from '@sallyport/engine'
import type { SallyportError } from '@sallyport/errors'
import { type Html, html, htmlPage, joined } from './html.ts'

/** Who asks for what, of whom. The form is sent to the page's own address. */
export function connectPage({ organization, title, destination, again, permissions }: ConnectPage): Html {
  const verb = again ? 'Reconnect' : 'Connect'
  return htmlPage(
    `${verb} ${title}`,
    html`<h1>${verb} your ${title} account to ${organization}</h1>
<p>You go on to <strong>${destination}</strong>, sign in there and decide. ${organization} never sees your password.</p>
${permissions.length === 0 ? '' : { html: permissionList(title, permissions) }}
<form method="post">
<button type="submit">Continue to ${destination}</button>
</form>
<small>Only go on if you were just using ${organization} yourself. If somebody sent you this link, close the page: your account would be connected to theirs.</small>`,
  )
}

/** What a third party will be asked for, in words. */
export function permissionList(title: string, permissions: readonly string[]): Html {
  return html`<p>${title} will be asked to let it:</p>
<ul>
${joined(permissions.map((permission) => html`<li>${permission}</li>`))}
</ul>`
}

/** What went wrong, where the application that began cannot be told. */
export function errorPage({ code, message, fix = '' }: SallyportError, requestId: string): Html {
  return htmlPage(
    'This account was not connected',
    html`<h1>This account was not connected</h1>
<p>${message}</p>
<p>${fix}</p>
<small>${code}, request ${requestId}</small>`,
  )
}
