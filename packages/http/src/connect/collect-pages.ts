import type { CollectPage } from '@sallyport/engine'
import type { SallyportError } from '@sallyport/errors'
import { CONSENT } from './consent-way.ts'
import { type Html, html, htmlPage, joined } from './html.ts'
import { permissionList } from './pages.ts'

/** What was wrong with what a user entered, and what need not be entered again. */
export interface Before {
  readonly problem: SallyportError
  readonly settings: Readonly<Record<string, string>>
}

/** Where a user connects an account: by consent at the third party, or with something that he enters. */
export function collectPage(page: CollectPage, before?: Before): Html {
  const { organization, title, consent, forms } = page
  const settings = before?.settings ?? {}
  return htmlPage(
    `Connect ${title}`,
    html`<h1>Connect your ${title} account to ${organization}</h1>
${before === undefined ? '' : { html: problemOf(before.problem) }}
${consent === undefined ? '' : { html: consentForm(page, consent, settings) }}
${joined(forms.map((form) => entryForm(page, form, settings)))}
<small>What you enter is sealed by the engine of ${organization} and goes to ${title} alone; no page shows it again. Only go on if you were just using ${organization} yourself. If somebody sent you this link, close the page: your account would be connected to theirs.</small>`,
  )
}

/** All is done. */
export function connectedPage(title: string): Html {
  return htmlPage(
    `${title} is connected`,
    html`<h1>${title} is connected</h1>
<p>You can close this page, and go back to where you came from.</p>`,
  )
}

function problemOf({ message, fix = '' }: SallyportError): Html {
  return html`<p role="alert"><strong>${message}</strong> ${fix}</p>`
}

type Consent = NonNullable<CollectPage['consent']>
type Texts = Readonly<Record<string, string>>

function consentForm(
  { title, settings: known }: CollectPage,
  { destination, permissions }: Consent,
  settings: Texts,
): Html {
  return html`<form method="post">
<p>You go on to <strong>${destination}</strong>, sign in there and decide.</p>
${permissions.length === 0 ? '' : { html: permissionList(title, permissions) }}
${settingInputs(known, { values: settings, way: CONSENT })}
<button type="submit" name="way" value="${CONSENT}">Continue to ${destination}</button>
</form>`
}

type FormWay = CollectPage['forms'][number]

function entryForm({ title, settings: known }: CollectPage, way: FormWay, settings: Texts): Html {
  const { alternative, form } = way
  return html`<form method="post" autocomplete="off">
<h2>${way.title}</h2>
${settingInputs(known, { values: settings, way: alternative })}
${joined(Object.entries(form).map(([name, field]) => credentialInput({ name, alternative }, field)))}
<button type="submit" name="way" value="${alternative}">Connect ${title}</button>
</form>`
}

/** Longest text that one field takes; the whole form has a bound too. */
const MAX_VALUE = '16384'

function credentialInput(
  { name, alternative }: { readonly name: string; readonly alternative: string },
  { title, about, secret, optional, kind }: FormWay['form'][string],
): Html {
  const id = `${alternative}.${name}`
  const required: Html = optional ? html`` : html` required`
  const common = html`id="${id}" name="field.${name}" maxlength="${MAX_VALUE}" autocomplete="off" spellcheck="false"${{ html: required }}`
  const control =
    kind === 'pem'
      ? html`<textarea rows="5" ${{ html: common }}></textarea>`
      : html`<input type="${secret ? 'password' : 'text'}" ${{ html: common }}>`
  return labelled({ id, title: optional ? `${title} (optional)` : title, about }, control)
}

function settingInputs(
  known: CollectPage['settings'],
  { values, way }: { readonly values: Texts; readonly way: string },
): { html: Html } {
  const inputs = Object.entries(known).map(([name, field]) => {
    const id = `${way}.setting.${name}`
    const isRequired = field.required === true && field.default === undefined
    const required: Html = isRequired ? html` required` : html``
    const value = values[name] ?? field.default ?? ''
    const title = isRequired ? field.title : `${field.title} (optional)`
    return labelled(
      { id, title, about: field.about },
      html`<input type="text" id="${id}" name="setting.${name}" value="${value}" placeholder="${field.example}" maxlength="${MAX_VALUE}"${{ html: required }}>`,
    )
  })
  return joined(inputs)
}

interface Label {
  readonly id: string
  readonly title: string
  readonly about: string | undefined
}

function labelled({ id, title, about }: Label, control: Html): Html {
  return html`<p><label for="${id}">${title}</label>${{ html: control }}${about === undefined ? '' : { html: html`<small>${about}</small>` }}</p>`
}
