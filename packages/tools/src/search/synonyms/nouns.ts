import type { Synonyms } from './synonyms.ts'

/** Word for a thing -> how people say it. Words of several parts are joined by `_`, as in the names of entities. */
export const nouns: Synonyms = {
  repository: {
    near: 'repo codebase code_base git_repo git_repository code_repository source_repo',
    far: 'project code source_tree monorepo',
  },
  issu: {
    near: 'ticket bug bug_report defect task glitch regression enhancement support_ticket work_item backlog_item',
    far: 'story feature_request problem todo crash sub-issue plate work card epic incident request complaint outage blocker backlog chore improvement fault error to_do action_item assignment workload',
  },
  parent: { near: 'sub_issue subtask sub_task child', far: 'break_down' },
  pull_request: {
    near: 'pr mr merge_request pull open_pr pull_req',
    far: 'diff patch changes contribution proposed_change',
  },
  branch: { near: 'ref feature_branch git_branch', far: 'head trunk master main default_branch main_branch' },
  tag: { near: 'version_tag', far: 'version' },
  commit: { near: 'checkin git_commit changeset', far: 'change revision sha hash git_log commit_history' },
  fil: {
    near: 'document doc spreadsheet sheet slide presentation pdf photo picture image google_doc google_sheet word_document powerpoint word_doc slide_deck slideshow jpg png jpeg svg csv txt pic docs google_slide gdoc gsheet upload',
    far: 'video screenshot source source_code code content contract csv deck item folder template binary excel drive config report brochure resume cv logo recording zip agreement proposal memo manuscript worksheet script diagram media audio clip attachment notebook paperwork minutes',
  },
  folder: { near: 'directory subfolder sub_folder', far: 'path location' },
  read: { near: 'readme', far: '' },
  cod: { near: 'source source_code codebase', far: '' },
  document: {
    near: 'doc spec writeup',
    far: 'page note text article brief notes write_up design_doc proposal',
  },
  comment: {
    near: 'note remark feedback thought remarks annotation opinion',
    far: 'say thread said reply discussion coment write conversation message repli chime_in weigh_in',
  },
  reply: { near: 'answer thread', far: 'respons comment' },
  reaction: {
    near: 'emoji react thumb_up thumb like emote heart upvote thumbs_up thumbs_down reacted tada',
    far: 'smiley vote rocket',
  },
  label: { near: 'tag category', far: 'marker flag' },
  mileston: { near: 'stage deadline', far: 'goal phase target due_date target_date' },
  review: {
    near: 'approve approval verdict reject request_changes reviewer sign_off lgtm code_review',
    far: 'feedback opinion changes_requested',
  },
  reviewer: { near: 'review', far: '' },
  pr_comment: { near: 'inline diff diff_comment review_comment line inline_comment', far: 'remark reviewer' },
  file_chang: {
    near: 'diff changed_file touch changed_files files_changed modified_file files_modified file_touched',
    far: 'file change',
  },
  releas: { near: 'version', far: 'publish ship changelog build latest_version' },
  release_asset: {
    near: 'asset binary installer artifact release_file exe dmg tarball release_artifact release_binary',
    far: 'attach zip download package file binaries',
  },
  workflow: { near: 'pipeline action ci automation', far: 'deploy build job automation script cron' },
  workflow_run: {
    near: 'build pipeline ci github_action check test ci_run pipeline_run test_run workflow_execution',
    far: 'run action deploy job green red passing broken rebuild checks tests',
  },
  workflow_job: { near: 'step job', far: 'build run ci action log' },
  project: {
    near: 'board project_board kanban_board project_plan',
    far: 'roadmap initiativ kanban undertaking effort program epic initiative',
  },
  project_item: {
    near: 'card project_board board column board_item board_card project_card',
    far: 'item kanban ticket status',
  },
  field: { near: '', far: 'status column done' },
  discussion: { near: 'forum forum_post forum_thread', far: 'thread conversation community question debate' },
  organization: { near: 'org organisation', far: 'company employer' },
  team: { near: 'squad workspace', far: 'group crew department' },
  user: {
    near: 'person people member colleague who everyone everybody teammate staff coworker employee participant author profile username persons human individual folks guys',
    far: 'access account dm someone belong am_i who_am_i logged_in me workspace who_is name bio',
  },
  member: { near: 'people person belong who everyone everybody', far: 'user roster' },
  collaborator: {
    near: 'push_access write_access contributor committer maintainer outside_collaborator',
    far: 'access push permission can_push',
  },
  stargazer: { near: 'star starr', far: '' },
  topic: { near: 'keyword', far: 'subject' },
  customer: { near: 'client buyer consumer purchaser patron', far: 'payer shopper account subscriber' },
  invoic: {
    near: 'bill overdue receivable past_due arrears late_payer unpaid_bill',
    far: 'outstanding unpaid owe due paid payment unsettled',
  },
  invoice_item: { near: 'line_item', far: 'item line' },
  charg: { near: 'payment card_payment card_charge', far: 'debit transaction' },
  refund: { near: 'money_back reimburse reimbursement', far: 'return' },
  subscription: {
    near: 'plan membership recurring subscriber renewal recurring_payment auto_renew recurring_billing recurring_plan',
    far: 'monthly yearly sign_up renew trial churn upgrade seat annual churned resubscribe',
  },
  product: {
    near: 'sell sku catalog_item merchandise offering',
    far: 'item store goods catalog catalogue service',
  },
  pric: {
    near: 'cost rate pricing tariff price_point price_tag price_tier',
    far: 'fee how_much amount tier charged_per',
  },
  coupon: {
    near: 'discount promo promotion voucher promo_code percent_off discount_code coupon_code special_offer',
    far: 'sale deal code off special',
  },
  balanc: { near: 'fund account_balance cash cash_on_hand how_much_money', far: 'money available' },
  balance_transaction: {
    near: 'fee ledger commission processing_fee',
    far: 'movement transaction statement movements',
  },
  payment_intent: {
    near: 'payment charge hold transaction purchase card_payment incoming_payment',
    far: 'card take money collect sale order earning',
  },
  setup_intent: { near: 'save save_card', far: 'card later card_on_file future_use future_payment' },
  payment_method: {
    near: 'card credit_card bank_account debit_card card_on_file visa mastercard saved_card iban sepa default_card payment_detail payment_info bank_detail ach direct_debit',
    far: 'wallet way_to_pay',
  },
  checkout_session: {
    near: 'checkout payment_page checkout_link checkout_page hosted_checkout hosted_page payment_form checkout_form',
    far: 'pay_page page',
  },
  disput: {
    near: 'chargeback disputed inquiry payment_dispute',
    far: 'fraud contested claim complaint bank_claim',
  },
  payout: {
    near: 'withdrawal bank_transfer deposit cash_out bank_deposit bank_payout',
    far: 'bank transfer money withdraw arrive settlement land_in',
  },
  event: {
    near: 'webhook_event audit activity_log event_log webhooks',
    far: 'log happen webhook activity history recent_activity',
  },
  account: { near: '', far: 'currency' },
  channel: {
    near: 'room chatroom chat_room group_conversation',
    far: 'conversation chat dm group group_chat',
  },
  channel_member: { near: 'channel people', far: 'who' },
  messag: {
    near: 'post dm chat announcement direct_message shout_out',
    far: 'say said thread tell announce team note write unsend text happen link history conversation reply latest chatter mentions ping heads_up',
  },
  scheduled_messag: {
    near: 'scheduled_announcement queued_message scheduled_post scheduled_dm pending_message queued_post',
    far: 'later queue schedule announcement wait scheduled queued',
  },
  permalink: { near: 'link url address share_link deep_link', far: 'href' },
  pin: { near: 'pinned unpin', far: '' },
  bookmark: { near: 'link', far: 'shortcut' },
  usergroup: {
    near: 'user_group group handle mention_group usergroup mention_handle',
    far: 'oncall on_call',
  },
  email: { near: 'mail e-mail email_address', far: '' },
  bot: { near: 'app', far: 'integration' },
  cycl: { near: 'sprint iteration current_sprint next_sprint', far: 'cadence timebox' },
  workflow_stat: { near: 'column status stat state issue_status issue_state', far: 'workflow board stage' },
  project_status: { near: 'project_state', far: 'status stage' },
  project_updat: {
    near: 'status_update status_report progress_report report weekly_update progress_update health_update weekly_report',
    far: 'health progress going update weekly standing going_well',
  },
  project_mileston: { near: 'stage phase', far: 'milestone' },
  attachment: { near: 'link attach external_link attached_link', far: 'url design file' },
  issue_relation: {
    near: 'duplicate block blocked depend relation dependency depends dependenc dependent blocked_by depends_on duplicate_of linked_issue related_issue',
    far: 'relate link blocker related hold_up waiting_on',
  },
  relat: { near: 'block duplicate', far: 'blocker' },
  url: { near: 'link address', far: 'href' },
  permission: {
    near: 'access share sharing viewer editor rights commenter shared_with share_setting sharing_setting access_level access_right edit_access view_access',
    far: 'see view edit role who link owner invite public visible collaborator can_edit can_view can_see can_open private confidential',
  },
  ownership: { near: 'owner', far: '' },
  revision: {
    near: 'version history old_version older_version previous_version earlier_version version_history old_copy old_versions older_versions previous_versions past_version file_history edit_history change_history',
    far: 'older earlier previous snapshot rollback draft changed_over',
  },
  driv: { near: 'shared_drive team_drive shared_folder shared_drives team_drives company_drive', far: '' },
  chang: { near: 'diff modification modified', far: 'happen new activity' },
  about: {
    near: 'storage quota storage_space disk_space free_space space_left storage_left',
    far: 'space room left gigabyte',
  },
  shortcut: { near: 'alias', far: 'link' },
  identity: { near: 'am_i who_am_i', far: 'account name' },
  trash: { near: 'bin rubbish_bin rubbish recycle_bin garbage', far: '' },
  latest: { near: 'newest most_recent', far: '' },
  storag: { near: 'quota', far: 'space' },
  evidenc: { near: 'proof', far: '' },
}
