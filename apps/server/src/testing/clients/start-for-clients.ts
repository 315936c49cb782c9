import { stripe } from '@sallyport/connectors/stripe'
import { stripeVendor } from '@sallyport/connectors/stripe/vendor'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type EngineUnderTest, engineUnderTest } from '../index.ts'
import { leakWatch } from '../leak-watch.ts'

export const STRIPE_KEY = 'sk_test_practise0clients'
export const STRIPE_DEFINITION = stripe.id
export const GITHUB_DEFINITION = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

export interface ForClients extends EngineUnderTest {
  readonly stripe: Emulator
  /** Connects Stripe to a workspace by its name, as today's clients do; gives the connector's id. */
  readonly connectStripe: (workspace: string, more?: object) => Promise<string>
}

/** An engine with two third parties behind it that are played, for clients to be played against. */
export async function startForClients(): Promise<ForClients> {
  const played = await emulate(stripeVendor, { credentials: STRIPE_KEY })
  leakWatch.play(played)
  const under = await engineUnderTest({ origins: new Map([['https://api.stripe.com', played.url]]) })
  return {
    ...under,
    stripe: played,
    connectStripe: async (workspace_name, more = {}) => {
      const { body } = await under.call('POST', '/api/v1/integrations/connectors', {
        bearer: await under.applicationToken(),
        body: { workspace_name, connector_type: 'Stripe', credentials: { api_key: STRIPE_KEY }, ...more },
      })
      return String(body.id)
    },
    close: async () => {
      await under.close()
      await played.close()
    },
  }
}
