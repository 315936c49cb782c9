/** What `emulate` of @sallyport/emulator plays. The data alone; nothing here runs. */
export const stripeVendor = {
  slug: 'stripe',
  description: new URL('./vendor.json', import.meta.url),
  behaviour: new URL('./vendor.behaviour.json', import.meta.url),
}
