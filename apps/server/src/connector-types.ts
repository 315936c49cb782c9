import { github } from '@sallyport/connectors/github'
import { googleDrive } from '@sallyport/connectors/google-drive'
import { linear } from '@sallyport/connectors/linear'
import { slack } from '@sallyport/connectors/slack'
import { stripe } from '@sallyport/connectors/stripe'

/** Every connector type that comes with the engine. */
export const CONNECTOR_TYPES = [github, googleDrive, linear, slack, stripe] as const
