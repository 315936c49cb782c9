import type { Vendor } from '@sallyport/emulator'

/** The third parties that can be practised on; each is loaded when it is asked for. */
export const vendors: Readonly<Record<string, () => Promise<Vendor>>> = {
  github: async () => (await import('@sallyport/connectors/github/vendor')).githubVendor,
  'google-drive': async () => (await import('@sallyport/connectors/google-drive/vendor')).googleDriveVendor,
  linear: async () => (await import('@sallyport/connectors/linear/vendor')).linearVendor,
  slack: async () => (await import('@sallyport/connectors/slack/vendor')).slackVendor,
  stripe: async () => (await import('@sallyport/connectors/stripe/vendor')).stripeVendor,
}
