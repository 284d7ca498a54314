-- How a handoff stands: who had the matter before, until when it is put aside, how often anybody was reminded and when that
-- is next due, since when whoever has it owes a reply; by when the customer was told to expect a person, how often they were
-- told anew, and when that is next due; where else than at its place the card is shown.

alter table handoffs add column held_by text;
alter table handoffs add column held_name text;
alter table handoffs add column snoozed_until bigint;
alter table handoffs add column reminded integer not null default 0;
alter table handoffs add column remind_at bigint;
alter table handoffs add column owed_since bigint;
alter table handoffs add column promised_at bigint;
alter table handoffs add column told_again integer not null default 0;
alter table handoffs add column tell_at bigint;
alter table handoffs add column also_place text;
drop index handoffs_open;
create unique index handoffs_open on handoffs (conversation_id) where status in ('waiting', 'claimed', 'snoozed');
create index handoffs_remind on handoffs (remind_at) where remind_at is not null;

-- Every step that was taken with a handoff: by whom, and when. `origin` is the click that it came from: one click, one step.
create table handoff_steps (
  seq {{serial}},
  handoff_id text not null references handoffs (id),
  step text not null,
  by_who text not null,
  by_id text,
  by_name text,
  at bigint not null,
  detail text,
  origin text unique
);
create index handoff_steps_handoff on handoff_steps (handoff_id, seq);

-- A line in which the staff's place was reminded of who waits, as it stood then.
create table reminders (
  id text primary key,
  text text not null,
  at bigint not null
);

-- Whom of the staff a note calls, by the platform's id.
alter table notes add column calls text;

-- Whoever waits already is looked after too.
update handoffs set remind_at = opened_at, tell_at = opened_at where status = 'waiting';
insert into work (kind, key, about, dedupe, state, due_at, lease_until, token, attempts, created_at)
  select 'remind', 'remind:' || id, id, 'remind:' || id, 'open', opened_at, 0, 0, 0, opened_at
  from handoffs where status = 'waiting';
insert into work (kind, key, about, dedupe, state, due_at, lease_until, token, attempts, created_at)
  select 'word', 'word:' || id, id, 'word:' || id, 'open', opened_at, 0, 0, 0, opened_at
  from handoffs where status = 'waiting';
