import { phraseOf } from './synonyms.ts'

/**
 * Products, and things of other trades. A word of these asks for what no connector serves, unless one of those at hand
 * uses it: beside a connector for mail "mailbox" is a word like any other.
 */
const elsewhere = `
  gmail outlook hotmail yahoo exchange imap inbox mailbox spam newsletter unread email
  calendar meeting appointment attendee rsvp availability slot zoom webex calendly huddle
  salesforce hubspot pipedrive crm lead opportunity deal prospect zoho dynamics marketo mailchimp sendgrid klaviyo
  jira confluence notion trello asana monday clickup basecamp airtable evernote obsidian todoist wiki
  gitlab bitbucket azure jenkins circleci travis gist codespace wiki
  aws ec2 s3 lambda gcp kubernete pod cluster docker terraform vercel netlify heroku cloudflare dn server vm
  datadog grafana prometheu sentry pagerduty opsgenie newrelic splunk dashboard metric alert
  snowflake bigquery databrick warehouse sql database postgre mysql mongodb redis table
  zendesk intercom freshdesk servicenow helpscout
  shopify woocommerce magento amazon ebay etsy cart shipment parcel courier fedex ups dhl fulfil
  paypal square adyen plaid wise venmo terminal
  quickbook xero netsuite sage freshbook payroll tax vat bookkeeping ledger
  bamboohr workday gusto rippling harvest toggl timesheet vacation leave_request holiday candidate recruit greenhouse
  docusign hellosign dropbox box onedrive sharepoint icloud
  figma canva sketch miro photoshop prototype frame
  twitter tweet facebook instagram linkedin tiktok youtube reddit pinterest whatsapp telegram discord signal
  spotify music song playlist netflix movie film podcast radio
  weather rain snow temperature forecast sunny
  flight airline airport hotel booking trip travel restaurant pizza taxi uber lyft train ticket_to
  stock bitcoin crypto exchange_rate yen currency_convert
  translate translation french german spanish transcribe dictate
  lamp light thermostat alarm timer clock remind reminder
  phone sms voicemail fax
  news headline football match_result score recipe cook
  map route navigate direction gps
  math equation calculate
  printer print scan scanner camera
  survey form typeform quiz questionnaire
  ads adword advert campaign analytic seo
`

/** Their stems. */
export const elsewhereStems: ReadonlySet<string> = new Set(
  elsewhere.split(/\s+/).filter(Boolean).map(phraseOf),
)
