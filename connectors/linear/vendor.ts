/** What `emulate` of @sallyport/emulator plays. The data alone; nothing here runs. */
export const linearVendor = {
  slug: 'linear',
  schema: new URL('./vendor.graphql', import.meta.url),
  behaviour: new URL('./vendor.behaviour.json', import.meta.url),
}
