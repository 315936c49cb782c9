import type { Context } from 'oidc-provider'
import { escapeHtml, htmlPage } from './html.ts'

/** Of errors that are not sent to the application, for instance because its redirect URI cannot be trusted. */
export async function renderError(
  ctx: Context,
  out: { readonly error: string; readonly error_description?: string },
): Promise<void> {
  ctx.type = 'html'
  ctx.body = htmlPage(
    'This request cannot be answered',
    `<p role="alert" class="alert"><code>${escapeHtml(out.error)}</code>: ${escapeHtml(out.error_description ?? 'no description')}</p>`,
  )
}
