import { escapeHtml, htmlPage } from './html.ts'
import type { OAuthUser } from './settings.ts'

export interface ConsentQuestion {
  /** Name or id of the application. */
  readonly client: string
  readonly scopes: readonly string[]
  readonly users: readonly OAuthUser[]
}

/** Who asks for what, of whom. The form is sent to the page's own address. */
export function consentPage({ client, scopes, users }: ConsentQuestion): string {
  return htmlPage(
    `${client} asks for access`,
    `<form method="post">
<fieldset><legend>As</legend>
${users.map(userChoice).join('\n')}
</fieldset>
${scopes.length === 0 ? '<p>It asks for no particular scope.</p>' : scopeChoices(scopes)}
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
  )
}

function userChoice({ id, name, email }: OAuthUser, index: number): string {
  const checked = index === 0 ? ' checked' : ''
  return `<label><input type="radio" name="user" value="${escapeHtml(id)}"${checked}> ${escapeHtml(name)} (${escapeHtml(email)})</label>`
}

function scopeChoices(scopes: readonly string[]): string {
  const choices = scopes.map((scope) => {
    const text = escapeHtml(scope)
    return `<label><input type="checkbox" name="scope" value="${text}" checked> <code>${text}</code></label>`
  })
  return `<fieldset><legend>Scopes</legend>
<input type="hidden" name="choose" value="scopes">
${choices.join('\n')}
</fieldset>`
}
