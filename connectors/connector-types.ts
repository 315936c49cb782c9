import { withUtterances } from '@sallyport/definition'
import { github } from './github/definition.ts'
import { utterances as githubUtterances } from './github/utterances.ts'
import { googleDrive } from './google-drive/definition.ts'
import { utterances as googleDriveUtterances } from './google-drive/utterances.ts'
import { linear } from './linear/definition.ts'
import { utterances as linearUtterances } from './linear/utterances.ts'
import { slack } from './slack/definition.ts'
import { utterances as slackUtterances } from './slack/utterances.ts'
import { stripe } from './stripe/definition.ts'
import { utterances as stripeUtterances } from './stripe/utterances.ts'

/** Every connector type that comes with the engine, with what finds its operations. */
export const CONNECTOR_TYPES = [
  withUtterances(github, githubUtterances),
  withUtterances(googleDrive, googleDriveUtterances),
  withUtterances(linear, linearUtterances),
  withUtterances(slack, slackUtterances),
  withUtterances(stripe, stripeUtterances),
] as const
