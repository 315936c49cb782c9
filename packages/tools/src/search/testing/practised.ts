import { CONNECTOR_TYPES } from '@sallyport/connectors/connector-types'
import type { Definition } from '@sallyport/definition'

/** The connectors that intents are labelled with. */
export const practised: readonly Definition[] = CONNECTOR_TYPES
