import { phraseOf } from './synonyms.ts'

/** Products by name. One that is not at hand is what whoever names it wants. */
const products = `
  gmail outlook hotmail yahoo zoom webex calendly doodle
  salesforce hubspot pipedrive zoho marketo mailchimp sendgrid klaviyo
  jira confluence trello asana clickup basecamp airtable evernote obsidian todoist
  gitlab bitbucket azure jenkins circleci travis aws ec2 s3 lambda gcp kubernete docker terraform vercel netlify heroku
  cloudflare datadog grafana prometheu sentry pagerduty opsgenie newrelic splunk
  snowflake bigquery databrick postgre mysql mongodb redis zendesk intercom freshdesk servicenow helpscout
  shopify woocommerce magento amazon ebay etsy fedex ups dhl paypal adyen plaid venmo
  quickbook xero netsuite freshbook bamboohr workday gusto rippling harvest toggl
  docusign hellosign dropbox onedrive sharepoint icloud figma canva miro photoshop
  twitter facebook instagram linkedin tiktok youtube reddit pinterest whatsapp telegram discord
  spotify netflix uber lyft bitcoin typeform
  loom mural coda slite zapier ifttt n8n mixpanel hotjar fullstory posthog gorgias kustomer gainsight
  chargebee recurly braintree gocardless klarna afterpay expensify brex deel ashby glassdoor upwork fiverr eventbrite
  substack wordpress webflow squarespace wix drupal joomla contentful algolia elasticsearch kibana opensearch redshift
  dbt looker tableau powerbi metabase fivetran auth0 okta onelogin 1password lastpass bitwarden crowdstrike
  statuspage pingdom rollbar bugsnag honeycomb ansible spinnaker buildkite teamcity sonarqube snyk npm pypi dockerhub
  artifactory firebase supabase planetscale digitalocean linode hetzner fastly akamai godaddy
  twilio vonage mailgun postmark brevo activecampaign convertkit onesignal
  chatgpt openai anthropic claude gemini midjourney grammarly deepl descript vimeo twitch snapchat mastodon bluesky
  wechat viber skype microsoft microsoft_team ms_team onenote google_calendar google_form google_meet google_photo
  google_map google_ads google_analytic google_keep google_task alexa siri roomba greenhouse
`

/** Things of other trades. */
const trades = `
  exchange imap inbox mailbox spam newsletter unread email
  calendar meeting appointment attendee rsvp availability slot huddle
  crm lead opportunity deal prospect dynamics notion monday wiki gist codespace
  pod cluster dn server vm dashboard metric alert warehouse sql database table
  cart shipment parcel courier fulfil square wise terminal sage freshbook payroll tax vat bookkeeping ledger
  timesheet vacation leave_request holiday candidate recruit box sketch prototype frame tweet signal
  music song playlist movie film podcast radio weather rain snow temperature forecast sunny
  flight airline airport hotel booking trip travel restaurant pizza taxi train ticket_to
  stock crypto exchange_rate yen currency_convert translate translation french german spanish transcribe dictate
  lamp light thermostat alarm timer clock remind reminder phone sms voicemail fax
  news headline football match_result score recipe cook map route navigate direction gps
  math equation calculate printer print scan scanner camera survey form quiz questionnaire
  ads adword advert campaign analytic seo
  poem story joke essay lyric haiku rhyme riddle trivia horoscope blog website homepage webpage domain ssl vpn wifi laptop
  keyboard monitor desk chair office_supply coffee lunch dinner breakfast grocery cake birthday gift flower
  doctor dentist hospital medicine prescription gym workout yoga diet sleep
  car bus tram subway parking fuel gas plane ship passport visa_application
  house apartment mortgage rent landlord insurance loan credit_score
  school homework exam lecture course tutor university dog cat robot fox plant garden
  salary payslip overtime sick_day sick_leave job_applicant job_posting
  retweet follower influencer hashtag
`

/** What many products have, and many have not. */
const features = `
  template secret environment_variable env_var deploy_key ssh_key api_key runner branch_protection protection_rule
  code_owner vulnerability advisory code_scan container_image audit_log sso saml scim two_factor 2fa mfa retention_policy
  backup restore_point tax_rate tax_id promotion_code promo_code_field quote credit_note connected_account capital card_reader
  meter usage_record fraud_rule customer_portal portal canvas custom_emoji reminder online do_not_disturb dnd saved_item
  poll sidebar video_call voice_call call initiative custom_view custom_field sla cell row paragraph slide chart formula
  pivot footer watermark signature approval page_view traffic visitor subscriber_list theme plugin macro
  automation_rule holiday_calendar shift ip_address allowlist certificate
`

/** Stems of products. */
export const productStems: ReadonlySet<string> = stemsOf(products)

/**
 * Stems of what no connector serves, products among them, unless one of those at hand uses the word: beside a connector
 * for mail "mailbox" is a word like any other.
 */
export const elsewhereStems: ReadonlySet<string> = new Set([
  ...productStems,
  ...stemsOf(trades),
  ...stemsOf(features),
])

/** Those of several parts. */
export const elsewherePhrases: readonly string[] = [...elsewhereStems].filter((stem) => stem.includes('_'))

function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean).map(phraseOf))
}
