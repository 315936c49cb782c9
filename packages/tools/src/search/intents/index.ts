import { blindIntents } from './blind/index.ts'
import { githubIntents } from './github.ts'
import { googleDriveIntents } from './google-drive.ts'
import type { Intent } from './intent.ts'
import { linearIntents } from './linear.ts'
import { unservedIntents } from './nothing.ts'
import { slackIntents } from './slack.ts'
import { stripeIntents } from './stripe.ts'

export { type Half, halfOf, type Intent } from './intent.ts'

/** All of them: those written before there was a ranking, and those written later without a look at it. */
export const intents: readonly Intent[] = [
  ...githubIntents,
  ...stripeIntents,
  ...slackIntents,
  ...linearIntents,
  ...googleDriveIntents,
  ...unservedIntents,
  ...blindIntents,
]
