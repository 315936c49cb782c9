import type { Definition } from '@sallyport/definition'
import { type OAuthWay, wayOf } from '@sallyport/runtime'
import type { OrganizationScope } from '../scope.ts'
import type { Template } from '../templates/catalogue.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import { connectSessionOver } from './connect-refusals.ts'

export interface SessionWay extends OAuthWay {
  readonly template: Template
  readonly definition: Definition
  /** Empty for a device. */
  readonly authorize: string
}

/** The definition of a session, and how it authenticates. It may have been removed since the session began. */
export async function oauthWayOf(
  { catalogues }: Pick<ConnectOptions, 'catalogues'>,
  scope: OrganizationScope,
  { definitionId, kind }: Pick<ConnectSession, 'definitionId' | 'kind'>,
): Promise<SessionWay> {
  const template = (await catalogues.of(scope)).named(definitionId)
  const way = template && wayOf(template.definition, kind === 'device' ? 'device_code' : 'authorization_code')
  if (template === undefined || way === undefined) throw connectSessionOver()
  return { template, definition: template.definition, ...way, authorize: way.mechanism.authorize ?? '' }
}
