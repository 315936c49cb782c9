import { XMLParser } from 'fast-xml-parser'
import { malformed } from './malformed.ts'
import { MAX_RECORDS, tooManyRecords } from './too-many-records.ts'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // Numbers with zeros before them are names more often than numbers.
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // The parser counts from the root on.
  maxNestedTags: 199,
  // Without a DTD there are the five entities of XML 1.0 4.6 and numbers of characters, which this option reads.
  htmlEntities: true,
})

/**
 * XML as an object by the name of its root: attributes are members that begin with `@`, text beside them is
 * `#text`, what occurs more than once is a list, and every value is text. Documents with a DTD are refused, since
 * entities that they declare can grow without end or name files.
 */
export function decodeXml(text: string): unknown {
  checkMarkup(text)
  try {
    return parser.parse(text, true)
  } catch {
    // Not kept as the cause: the parser's error quotes the text.
    throw malformed('is not valid XML')
  }
}

/** Goes through the text once: what begins with `<!` is a section of characters, a comment, or not for us. */
function checkMarkup(text: string): void {
  let elements = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1]
    if (next === '!') at = endOfMarkup(text, at)
    else if (next !== '/' && next !== '?' && ++elements > MAX_RECORDS) throw tooManyRecords('elements')
  }
}

function endOfMarkup(text: string, at: number): number {
  const end = text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<!--', at) ? '-->' : undefined
  if (end === undefined) throw malformed('has a document type, which is not read')
  const found = text.indexOf(end, at)
  if (found === -1) throw malformed('is not valid XML')
  return found
}
