/** Neutral words of our own choice: everyday things, nothing that could be read as a message. */
export const WORDS: readonly string[] = `
acorn alley almond amber anchor apple apron arbor arch autumn
badge bakery balcony bamboo banner barley barrel basin basket bay
beach beacon bell bench berry birch blanket blossom bonnet border
bottle bowl bramble branch brass breeze brick bridge brook broom
brush bucket button cabin cable camel candle canvas canyon cardboard
carpet carrot castle cedar cellar ceramic chalk chapel cherry chimney
cinder circle clay cliff clock cloth cloud clover coast cobalt
coffee column comet compass copper coral corner cotton cove crane
crater creek cricket crystal curtain cushion cypress dahlia dawn delta
desk dew dome door drawer drum dune dusk eagle earth
easel echo elbow elm ember engine envelope evening fabric falcon
feather fence fern ferry fiddle field finch flag flint flute
forest fountain fox frame garden garnet gate ginger glacier glass
globe granite grape gravel grove hammer harbor harvest hazel hedge
heron hill hinge honey horizon igloo indigo inlet iris island
ivory ivy jacket jade jar jasmine juniper kayak kettle kite
lagoon lake lamp lantern laurel lavender leaf ledger lemon lilac
linen lobby locket lumber mango maple marble meadow melon mill
mint mirror mist mitten moss mountain needle nest oak oasis
olive onyx orbit orchard otter paddle paper parcel peach pebble
pencil pepper piano pillow pine planet plaza plum pocket pond
poppy porch prairie prism quarry quartz quill quilt raft rain
reed ribbon ridge river robin rope rose saddle sage sail
sand satin shelf shell shore silver slate spruce stone stream
`
  .trim()
  .split(/\s+/)

/** First names alone, so that nobody in particular is meant. */
export const FIRST_NAMES: readonly string[] = `
Ada Amara Anton Bela Carlo Chidi Dana Elif Emeka Farah Goran Hana Ines Ivo Jonas Kaia Lena Leo
Malik Mara Mina Nadia Noor Oskar Petra Priya Rafael Rosa Samir Sora Tariq Tess Uma Viktor Wren Yara Yusuf Zoe
`
  .trim()
  .split(/\s+/)
