import type { Intent } from '../intent.ts'
import { githubCode } from './github-code.ts'
import { githubPeople } from './github-people.ts'
import { githubReviews } from './github-reviews.ts'
import { githubWork } from './github-work.ts'
import { googleDriveBlind } from './google-drive.ts'
import { linearBlind } from './linear.ts'
import { nothingBlind } from './nothing.ts'
import { slackBlind } from './slack.ts'
import { stripeBilling } from './stripe-billing.ts'
import { stripeCustomers } from './stripe-customers.ts'
import { stripePayments } from './stripe-payments.ts'

/** Written later, by somebody who had read what the connectors do, but neither the ranking nor the other intents. */
export const blindIntents: readonly Intent[] = [
  ...githubCode,
  ...githubWork,
  ...githubReviews,
  ...githubPeople,
  ...stripeBilling,
  ...stripePayments,
  ...stripeCustomers,
  ...slackBlind,
  ...linearBlind,
  ...googleDriveBlind,
  ...nothingBlind,
]
