import { github } from '@sallyport/connectors/github'
import { googleDrive } from '@sallyport/connectors/google-drive'
import { linear } from '@sallyport/connectors/linear'
import { slack } from '@sallyport/connectors/slack'
import { stripe } from '@sallyport/connectors/stripe'
import type { Definition } from '@sallyport/definition'

/** The connectors that intents are labelled with. */
export const practised: readonly Definition[] = [github, stripe, slack, linear, googleDrive]
