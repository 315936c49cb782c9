/** What `emulate` of @sallyport/emulator plays. The data alone; nothing here runs. */
export const githubVendor = {
  slug: 'github',
  description: new URL('./vendor.json', import.meta.url),
  schema: new URL('./vendor.graphql', import.meta.url),
  behaviour: new URL('./vendor.behaviour.json', import.meta.url),
  recordings: new URL('./vendor.recordings.json', import.meta.url),
}
