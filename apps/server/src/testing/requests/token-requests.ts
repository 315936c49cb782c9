import type { RequestsOf } from './request.ts'

export const tokenRequests: RequestsOf<
  'createApplicationToken' | 'createScopedToken' | 'getScopedTokenInfo'
> = {
  createApplicationToken: () => [{ body: { client_id: 'x', client_secret: 'x' } }],
  createScopedToken: () => [{ body: { workspace_name: 'probe' } }],
  getScopedTokenInfo: () => [{}],
}
