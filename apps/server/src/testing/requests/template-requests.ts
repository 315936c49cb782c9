import type { RequestsOf } from './request.ts'

export const templateRequests: RequestsOf<'listTemplates'> = {
  listTemplates: () => [{}],
}
