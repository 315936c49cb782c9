import type { Synonyms } from './synonyms.ts'

/** Word for a thing -> how people say it. Words of several parts are joined by `_`, as in the names of entities. */
export const nouns: Synonyms = {
  repository: {
    near: 'repo codebase code_base git_repo git_repository code_repository source_repo library sourcecode sources',
    far: 'project code source_tree monorepo open_source package clone',
  },
  issu: {
    near: 'ticket bug bug_report defect task glitch regression enhancement support_ticket work_item backlog_item github_ticket open_ticket bug_ticket',
    far: 'story feature_request problem todo crash sub-issue plate work card epic incident request complaint outage blocker backlog chore improvement fault error to_do action_item assignment workload report worklist hiccup breakage crashes misbehaving assigned',
  },
  parent: { near: 'sub_issue subtask sub_task child', far: 'break_down' },
  pull_request: {
    near: 'pr mr merge_request pull open_pr pull_req change_request open_pull',
    far: 'diff patch changes contribution proposed_change patch_set submission',
  },
  branch: {
    near: 'ref feature_branch git_branch git_ref',
    far: 'head trunk master main default_branch main_branch line_of_development',
  },
  tag: { near: 'version_tag', far: 'version' },
  commit: {
    near: 'checkin git_commit changeset commits check_in',
    far: 'change revision sha hash git_log commit_history touch last_change',
  },
  fil: {
    near: 'document doc spreadsheet sheet slide presentation pdf photo picture image google_doc google_sheet word_document powerpoint word_doc slide_deck slideshow jpg png jpeg svg csv txt pic docs google_slide gdoc gsheet upload spreadsheets documents word_file pdf_file excel_sheet google_slides whitepaper',
    far: 'video screenshot source source_code code content contract csv deck item folder template binary excel drive config report brochure resume cv logo recording zip agreement proposal memo manuscript worksheet script diagram media audio clip attachment notebook paperwork minutes handbook budget invoice_copy notes presentation_file flyer poster template_file',
  },
  folder: { near: 'directory subfolder sub_folder sub_directory', far: 'path location' },
  read: { near: 'readme', far: '' },
  cod: { near: 'source source_code codebase', far: '' },
  document: {
    near: 'doc spec writeup',
    far: 'page note text article brief notes write_up design_doc proposal',
  },
  comment: {
    near: 'note remark feedback thought remarks annotation opinion',
    far: 'say thread said reply discussion coment write conversation message repli chime_in weigh_in message_on written replied',
  },
  reply: { near: 'answer thread', far: 'respons comment' },
  reaction: {
    near: 'emoji react thumb_up thumb like emote heart upvote thumbs_up thumbs_down reacted tada smiley emoji_reaction checkmark',
    far: 'smiley vote rocket clap',
  },
  label: { near: 'tag category labels', far: 'marker flag' },
  mileston: { near: 'stage deadline milestones', far: 'goal phase target due_date target_date progress' },
  review: {
    near: 'approve approval verdict reject request_changes reviewer sign_off lgtm code_review code_feedback signoff',
    far: 'feedback opinion changes_requested ok',
  },
  reviewer: { near: 'review', far: 'look_over have_a_look' },
  pr_comment: { near: 'inline diff diff_comment review_comment line inline_comment', far: 'remark reviewer' },
  file_chang: {
    near: 'diff changed_file touch changed_files files_changed modified_file files_modified file_touched',
    far: 'file change',
  },
  releas: {
    near: 'version release_draft',
    far: 'publish ship changelog build latest_version rollout shipped roll_out',
  },
  release_asset: {
    near: 'asset binary installer artifact release_file exe dmg tarball release_artifact release_binary',
    far: 'attach zip download package file binaries',
  },
  workflow: {
    near: 'pipeline action ci automation ci_job release_workflow',
    far: 'deploy build job automation script cron nightly',
  },
  workflow_run: {
    near: 'build pipeline ci github_action check test ci_run pipeline_run test_run workflow_execution nightly nightly_build last_build test_suite',
    far: 'run action deploy job green red passing broken rebuild checks tests flaky crashed finished passed_or_failed',
  },
  workflow_job: { near: 'step job', far: 'build run ci action log' },
  project: {
    near: 'board project_board kanban_board project_plan',
    far: 'roadmap initiativ kanban undertaking effort program epic initiative boards',
  },
  project_item: {
    near: 'card project_board board column board_item board_card project_card',
    far: 'item kanban ticket status',
  },
  field: { near: '', far: 'status column done' },
  discussion: { near: 'forum forum_post forum_thread', far: 'thread conversation community question debate' },
  organization: { near: 'org organisation', far: 'company employer org_profile' },
  team: { near: 'squad workspace', far: 'group crew department members_of' },
  user: {
    near: 'person people member colleague who everyone everybody teammate staff coworker employee participant author profile username persons human individual folks guys outsider login account_name avatar',
    far: 'access account dm someone belong am_i who_am_i logged_in me workspace who_is name bio employee_directory phone_book whose colleague_named',
  },
  member: { near: 'people person belong who everyone everybody', far: 'user roster' },
  collaborator: {
    near: 'push_access write_access contributor committer maintainer outside_collaborator',
    far: 'access push permission can_push',
  },
  stargazer: { near: 'star starr stars star_count popularity', far: 'fan' },
  topic: { near: 'keyword', far: 'subject' },
  customer: {
    near: 'client buyer consumer purchaser patron account_holder end_customer',
    far: 'payer shopper account subscriber guest guests payers company',
  },
  invoic: {
    near: 'bill overdue receivable past_due arrears late_payer unpaid_bill owe owing dunning open_bill open_invoice amount_due',
    far: 'outstanding unpaid owe due paid payment unsettled receipt',
  },
  invoice_item: { near: 'line_item', far: 'item line' },
  charg: { near: 'payment card_payment card_charge', far: 'debit transaction debited swipe' },
  refund: { near: 'money_back reimburse reimbursement paid_back give_back gave_back', far: 'return back' },
  subscription: {
    near: 'plan membership recurring subscriber renewal recurring_payment auto_renew recurring_billing recurring_plan subscribed resubscription billing_cycle free_trial',
    far: 'monthly yearly sign_up renew trial churn upgrade seat annual churned resubscribe renewed downgrade switch_plan pro enterprise',
  },
  product: {
    near: 'sell sku catalog_item merchandise offering sellable',
    far: 'item store goods catalog catalogue service plan assortment range wares lineup',
  },
  pric: {
    near: 'cost rate pricing tariff price_point price_tag price_tier price_list list_price sticker_price',
    far: 'fee how_much amount tier charged_per charge_rate hourly_rate per_seat',
  },
  coupon: {
    near: 'discount promo promotion voucher promo_code percent_off discount_code coupon_code special_offer price_cut reduction rebate',
    far: 'sale deal code off special percent promo_discount cheaper',
  },
  balanc: {
    near: 'fund account_balance cash cash_on_hand how_much_money funds how_much_cash money_in_account',
    far: 'money available earnings',
  },
  balance_transaction: {
    near: 'fee ledger commission processing_fee',
    far: 'movement transaction statement movements',
  },
  payment_intent: {
    near: 'payment charge hold transaction purchase card_payment incoming_payment money_received incoming_money',
    far: 'card take money collect sale order earning bought transfer_in purchases sales revenue payment_status',
  },
  setup_intent: { near: 'save save_card', far: 'card later card_on_file future_use future_payment' },
  payment_method: {
    near: 'card credit_card bank_account debit_card card_on_file visa mastercard saved_card iban sepa default_card payment_detail payment_info bank_detail ach direct_debit credit_cards card_number expired_card',
    far: 'wallet way_to_pay expiry ending_in',
  },
  checkout_session: {
    near: 'checkout payment_page checkout_link checkout_page hosted_checkout hosted_page payment_form checkout_form checkout_url pay_online',
    far: 'pay_page page basket link_to_pay',
  },
  disput: {
    near: 'chargeback disputed inquiry payment_dispute charge_back disputes',
    far: 'fraud contested claim complaint bank_claim',
  },
  payout: {
    near: 'withdrawal bank_transfer deposit cash_out bank_deposit bank_payout withdrawals',
    far: 'bank transfer money withdraw arrive settlement land_in bank_statement wire',
  },
  event: {
    near: 'webhook_event audit activity_log event_log webhooks happen',
    far: 'log happen webhook activity history recent_activity occur',
  },
  account: { near: '', far: 'currency' },
  channel: {
    near: 'room chatroom chat_room group_conversation public_channel private_channel dm_group',
    far: 'conversation chat dm group group_chat where_we_talk',
  },
  channel_member: { near: 'channel people in_channel', far: 'who' },
  messag: {
    near: 'post dm chat announcement direct_message shout_out direct_messages thread_message reply_in_thread',
    far: 'say said thread tell announce team note write unsend text happen link history conversation reply latest chatter mentions ping heads_up miss shout chatted wrote posting ask remind inform let_know drop_a_line',
  },
  scheduled_messag: {
    near: 'scheduled_announcement queued_message scheduled_post scheduled_dm pending_message queued_post delayed_message scheduled_messages timed_message',
    far: 'later queue schedule announcement wait scheduled queued to_go_out',
  },
  permalink: { near: 'link url address share_link deep_link', far: 'href' },
  pin: { near: 'pinned unpin pinned_message pins', far: '' },
  bookmark: { near: 'link', far: 'shortcut' },
  usergroup: {
    near: 'user_group group handle mention_group usergroup mention_handle mention_groups alias_group',
    far: 'oncall on_call',
  },
  email: { near: 'mail e-mail email_address', far: '' },
  bot: { near: 'app', far: 'integration' },
  cycl: { near: 'sprint iteration current_sprint next_sprint sprints', far: 'cadence timebox burndown' },
  workflow_stat: {
    near: 'column status stat state issue_status issue_state issue_statuses ticket_status',
    far: 'workflow board stage phase',
  },
  project_status: { near: 'project_state', far: 'status stage' },
  project_updat: {
    near: 'status_update status_report progress_report report weekly_update progress_update health_update weekly_report project_report status_post',
    far: 'health progress going update weekly standing going_well on_track at_risk off_track',
  },
  project_mileston: { near: 'stage phase', far: 'milestone' },
  attachment: {
    near: 'link attach external_link attached_link linked_pr linked_page',
    far: 'url design file links',
  },
  issue_relation: {
    near: 'duplicate block blocked depend relation dependency depends dependenc dependent blocked_by depends_on duplicate_of linked_issue related_issue blocked_on related_ticket parent_issue same_as',
    far: 'relate link blocker related hold_up waiting_on related_to',
  },
  relat: { near: 'block duplicate', far: 'blocker' },
  url: { near: 'link address', far: 'href' },
  permission: {
    near: 'access share sharing viewer editor rights commenter shared_with share_setting sharing_setting access_level access_right edit_access view_access access_list who_has can_access read_access write_access link_sharing sharing_settings anyone_with_link',
    far: 'see view edit role who link owner invite public visible collaborator can_edit can_view can_see can_open private confidential outsider stranger outside_people external collaborate',
  },
  ownership: { near: 'owner', far: '' },
  revision: {
    near: 'version history old_version older_version previous_version earlier_version version_history old_copy old_versions older_versions previous_versions past_version file_history edit_history change_history older_draft last_version file_version version_of',
    far: 'older earlier previous snapshot rollback draft changed_over yesterdays',
  },
  driv: { near: 'shared_drive team_drive shared_folder shared_drives team_drives company_drive', far: '' },
  chang: { near: 'diff modification modified', far: 'happen new activity' },
  about: {
    near: 'storage quota storage_space disk_space free_space space_left storage_left remaining_space storage_limit storage_quota how_full',
    far: 'space room left gigabyte',
  },
  shortcut: { near: 'alias', far: 'link' },
  identity: { near: 'am_i who_am_i', far: 'account name' },
  trash: { near: 'bin rubbish_bin rubbish recycle_bin garbage', far: '' },
  latest: { near: 'newest most_recent latest_one', far: '' },
  storag: { near: 'quota', far: 'space room' },
  evidenc: { near: 'proof', far: '' },
}
