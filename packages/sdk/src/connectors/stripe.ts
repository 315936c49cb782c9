import { stripe as definition } from '@sallyport/connectors/stripe'

type StripeDefinition = typeof definition

/** Stripe's definition under a short name: editors and errors say `Client<Stripe>`. */
export interface Stripe extends StripeDefinition {}

/** Stripe: customers, payments, invoices and subscriptions. */
export const stripe: Stripe = definition
