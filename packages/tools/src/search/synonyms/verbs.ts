import type { Synonyms } from './synonyms.ts'

/** Word of an action -> how people say it. */
export const verbs: Synonyms = {
  add: { near: 'put include attach append insert', far: 'bring set give let connect' },
  create: {
    near: 'make add new build start begin write compose establish register set_up spin_up report generate open file draft draw_up put_together initiate spawn craft kick_off generate_new construct produce author jot_down scribble set_one_up make_new',
    far: 'plan cut prepare log raise submit post publish launch push insert put leave mark tell send share introduce take sell begin_selling charge bill sign_up sign say break_down break issue give set upload state record jot provision onboard enter place lodge reverse reimburse return pay_back describe define arrange store invent bring_up start_up kick_start withdraw issue_new request open_up put_up',
  },
  update: {
    near: 'change edit modify adjust alter set revise correct fix amend tweak rename retitle refresh patch adapt modify_existing reconfigure retag reprice re_word fix_up bring_up_to_date reword make_it change_to bring_forward',
    far: 'make extend reword rewrite mark move turn switch upgrade downgrade put push_back push give hide archive star commit close toggle replace reschedule postpone submit relabel overwrite swap bump increase decrease raise lower complete finish assign prioritize prioritise reprioritize estimate connect mark_as flip promote demote enable disable bump_up reorder expand shorten make_private make_public deactivate flag note tag recolor recolour color colour paint unassign fill_in set_to turn_into raise_to push_to move_to correct_the',
  },
  set: { near: 'change define describe put', far: 'update make write move mark' },
  replace: { near: 'set overwrite swap', far: 'update change put' },
  delete: {
    near: 'remove erase wipe nuke destroy drop get_rid_of throw_away discard permanent scrap ditch eliminate dump get_rid expunge rid_of blow_away zap trash_it axe obliterate get_shot_of delete_for_good remove_for_good',
    far: 'trash bin clear take_off take_away take_back take_down unsend purge cancel kill undo revoke no_longer unlink call_off unpin unreact forget off take_out strip retract withdraw clean_up cleanup do_away clean_out sweep get_this_off kill_off',
  },
  remove: {
    near: 'take delete drop take_off unassign off strip get_off pull_off unset take_away take_out take_him_off take_her_off',
    far: 'detach revoke get_rid_of clear take_away kick exclude pull dissociate drop_from remove_from',
  },
  list: {
    near: 'show all see view display browse enumerate retrieve list_out overview give_me show_all list_all all_of see_all bring_up name_all what_are which_are run_through',
    far: 'find get any recent check which history how_many everything latest look_at catch_me_up catch_up pull count available existing inventory catalogue walk_through run_through read look fetch report dump go_through scroll compile gather run_down round_up summarize summarise catch_up_on sum_up',
  },
  get: {
    near: 'show read fetch see view look_at check inspect pull_up display detail retrieve give_me tell_me_about examine bring_up open_up look_into read_out pull_the',
    far: 'find find_out look_up details tell_me status catch_me_up catch_up pull information info full content list which peek history summarize summarise how_is open how_did what_is status_of',
  },
  search: {
    near: 'find look_for look_up lookup query grep hunt locate seek discover track_down hunt_down scan look_through dig_up dig_out search_for sift comb fish_out find_all search_through where_did',
    far: 'where_is mention match filter any list which get any_mention related_to anything_about anyone_mention somewhere',
  },
  cancel: {
    near: 'abort stop call_off kill end terminate halt release scrap quit discontinue stop_run pull_the_plug',
    far: 'delete abandon revoke undo unschedule pull drop take_back end_early stop_it',
  },
  archive: {
    near: 'put_away retire mothball shelve put_in_archive put_into_archive stow',
    far: 'close hide tidy_away close_down shut_down',
  },
  merge: { near: 'squash combine land integrate fold_in get_in land_it', far: 'ship accept join bring_in' },
  close: {
    near: 'abandon shut finish complete end give_up lose wrap_up shut_down wrap mark_done mark_as_done close_out close_down mark_closed',
    far: 'resolve done accept hide cancel reject mark stop wontfix done_with',
  },
  reopen: {
    near: 'open_again revive unresolve unclose re_open open_up_again bring_back_up',
    far: 'open restore bring_back not_fixed',
  },
  rerun: {
    near: 'retry run_again restart redo repeat re_run try_again rebuild run_once_more kick_again relaunch start_over give_another_go one_more_time',
    far: 'run again trigger start',
  },
  dispatch: {
    near: 'kick_off trigger start run launch fire invoke set_off manual_run run_manually',
    far: 'deploy execute begin do',
  },
  assign: {
    near: 'give hand hand_over put_on delegate allocate reassign allot designate put_in_charge hand_off give_to',
    far: 'put add set pass transfer move take_on take_care unassign',
  },
  assignee: { near: 'assign', far: 'put give hand add' },
  unassign: { near: 'take_off', far: 'remove' },
  invite: {
    near: 'add bring include pull_in loop_in let_in add_to get_into pull_into get_in loop',
    far: 'share ask put welcome let',
  },
  kick: {
    near: 'remove boot expel throw_out eject evict take_off chuck_out take_out throw_off throw kick_out get_out_of',
    far: 'ban take_out delete drop',
  },
  join: { near: 'enter hop_into get_into step_into', far: 'add hop' },
  leave: { near: 'exit quit get_out step_out withdraw_from', far: 'go walk_out' },
  schedule: {
    near: 'delay queue_up postpone timed set_to_go time_for send_later send_at post_later post_at hold_until set_for',
    far: 'plan tomorrow later send post queue at morning next_week weekend later_today automatically_send in_the_morning first_thing',
  },
  send: {
    near: 'email mail deliver shoot fire_off dispatch fire mail_out email_out resend re_send',
    far: 'forward dispatch share submit get_out',
  },
  pay: {
    near: 'settle collect charge take_payment mark_paid charge_for pay_off settle_up mark_as_paid mark_it_paid settled paid_cash',
    far: 'take process',
  },
  capture: { near: 'collect claim collect_held take_held', far: 'take charge settle' },
  confirm: { near: 'approve', far: 'charge complete accept' },
  void: { near: 'cancel annul revoke invalidate nullify cancel_out strike', far: 'delete undo mistake' },
  finaliz: { near: 'finalis lock_in make_final', far: 'issue complete finish' },
  uncollectibl: { near: 'write_off bad_debt', far: 'mark' },
  attach: { near: 'add link connect store associate tie hook_up', far: 'save put associate fasten' },
  detach: { near: 'remove unlink dissociate', far: 'delete take_off disconnect forget' },
  expir: { near: 'invalidate deactivate', far: 'close kill end cancel' },
  resum: {
    near: 'unpause continue unfreeze start_again pick_up reactivate',
    far: 'restart restore reactivate carry_on',
  },
  subscrib: {
    near: 'watch follow track keep_posted get_notified keep_informed keep_in_loop stay_informed keep_me_updated ping_me',
    far: 'notify notified sign_up loop tell alert whenever let_know',
  },
  unsubscrib: {
    near: 'unwatch unfollow mute stop_getting stop_being stop_watch stop_follow stop_notify stop_notification stop_tell stop_ping mute_notification',
    far: 'stop leave_alone',
  },
  untrash: {
    near: 'restore recover bring_back undelete get_back back pull_out_of_trash un_delete rescue salvage retrieve take_out_of_trash get_out_of_trash threw_away',
    far: 'undo',
  },
  unarchiv: {
    near: 'restore bring_back revive undelete back reactivate restore_archived un_archive',
    far: 'recover reopen undo',
  },
  trash: {
    near: 'bin delete discard throw_away throw_out toss toss_out chuck move_to_trash put_in_trash',
    far: 'remove get_rid_of',
  },
  empty: { near: 'clear clear_out purge', far: 'delete' },
  copy: {
    near: 'duplicate clone replicate make_copy dupe make_a_copy mirror another_one_like copy_of',
    far: 'template another another_copy',
  },
  fork: { near: 'own_copy make_own_copy', far: 'copy clone' },
  export: {
    near: 'save convert save_as turn_into transform as_pdf into_pdf to_pdf as_word as_csv as_docx turn_it_into save_pdf word_format',
    far: 'download turn get docx',
  },
  download: {
    near: 'grab save pull_down pull fetch_file get_copy_of retrieve save_locally get_me_copy',
    far: 'get fetch read show open see retrieve',
  },
  upload: {
    near: 'attach drop_in push_up put_up stick',
    far: 'put add share import store send save create drop',
  },
  version: { near: '', far: 'replace overwrite content' },
  larg: { near: 'big huge gb gigabyte', far: 'video' },
  move: {
    near: 'shift relocate organize organise relocat rehome re_home put_into bring_over migrate',
    far: 'put transfer reset force drag drop file stick',
  },
  resolv: {
    near: 'settle mark_resolved tick_off sort_out mark_as_resolved mark_done check_off',
    far: 'done close mark finish fix solve',
  },
  unresolv: { near: 'reopen', far: 'open_again' },
  transfer: {
    near: 'hand_over reassign sign_over hand_off make_owner new_owner ownership',
    far: 'give make change move owner pass new_owner',
  },
  reply: { near: 'answer respond get_back_to write_back respond_to write_reply', far: 'write' },
  request: { near: 'ask ask_for get_someone ask_someone', far: 'invite want add need assign get_review' },
  dismiss: { near: 'discount ignore', far: 'remove reject cancel' },
  submit: { near: 'approve reject', far: 'send finish request' },
  lock: { near: 'freeze', far: 'stop restrict close' },
  unlock: { near: 'unfreeze', far: 'open' },
  star: { near: 'favourite favorite', far: 'like bookmark' },
  unstar: { near: 'unfavourite unfavorite', far: 'star' },
  hide: { near: 'conceal get_out_of_view', far: 'remove' },
  unhide: { near: 'show reveal', far: 'restore' },
  link: { near: 'connect', far: 'add attach' },
  rename: {
    near: 'new_name call_differently retitle name change_the_name call_it',
    far: 'change update name',
  },
  ephemeral: { near: 'whisper only_visible privately', far: 'only' },
  mine: { near: 'my', far: 'own me i' },
  me: { near: 'am_i who_am_i myself logged_in my', far: 'which' },
  item: { near: '', far: 'card' },
  invit: { near: 'add bring', far: 'share email' },
}
