import assert from 'node:assert/strict'

/** What the widget and the CLI find in a widget token, by the strictest of their decoders: base64 with padding (RFC 4648 4). */
export function decodeWidgetToken(token: string) {
  assert.match(token, /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
  const { token: inner, widgetUrl } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'))
  assert.ok(typeof inner === 'string' && inner.split('.').length === 3, 'token')
  assert.ok(typeof widgetUrl === 'string', 'widgetUrl')
  const query = new URL(widgetUrl).searchParams
  const workspaceId = query.get('workspaceId')
  assert.ok(workspaceId !== null, 'workspaceId')
  return { inner, workspaceId, allowedOrigin: query.get('allowedOrigin') }
}
