-- {{serial}} is a number that counts up: the one word that differs between the two databases.
-- Times are epoch milliseconds, ids are text, yes and no are 1 and 0, JSON is text.

create table customers (
  id text primary key,
  adapter text not null,
  workspace text not null,
  platform_id text not null,
  name text not null,
  since bigint not null,
  unique (adapter, workspace, platform_id)
);

create table conversations (
  id text primary key,
  customer_id text not null references customers (id),
  adapter text not null,
  workspace text not null,
  channel text not null,
  thread text not null,
  status text not null,
  outcome text not null,
  turn integer not null,
  ai_told_at bigint,
  opened_at bigint not null,
  last_at bigint not null
);
create unique index conversations_place on conversations (adapter, workspace, channel, thread) where status <> 'closed';
create index conversations_customer on conversations (customer_id);

create table messages (
  seq {{serial}},
  id text not null unique,
  conversation_id text not null references conversations (id),
  author text not null,
  name text not null,
  origin text unique,
  text text not null,
  choice text,
  attachments text not null,
  sources text not null,
  options text not null,
  at bigint not null,
  edited_at bigint,
  removed_at bigint,
  version integer not null,
  turn integer,
  earlier_turn integer,
  signed_at bigint
);
create index messages_conversation on messages (conversation_id, seq);
create index messages_unanswered on messages (at) where author = 'customer' and turn is null and removed_at is null;

create table readings (
  id text primary key,
  message_id text not null references messages (id),
  conversation_id text not null references conversations (id),
  read_by text not null,
  sentiment double precision,
  feeling text,
  reason text not null,
  quote text,
  topic text,
  act text not null,
  complaint integer not null,
  complaint_score double precision not null,
  wants_person integer not null,
  wants_person_score double precision not null,
  question integer not null,
  question_score double precision not null,
  danger text,
  language text,
  at bigint not null,
  corrected_by text
);
create index readings_message on readings (message_id);
create index readings_at on readings (at) where corrected_by is null;

create table turns (
  conversation_id text not null references conversations (id),
  number integer not null,
  decision text not null,
  cause text,
  reason text not null,
  passages text not null,
  confidence double precision,
  answered_by text,
  attempts integer not null,
  due_at bigint not null,
  settled_at bigint not null,
  primary key (conversation_id, number)
);

create table handoffs (
  id text primary key,
  conversation_id text not null references conversations (id),
  turn integer not null,
  status text not null,
  cause text not null,
  reason text not null,
  staff_place text not null,
  opened_at bigint not null,
  claimed_by text,
  claimed_name text,
  claimed_at bigint,
  closed_name text,
  closed_at bigint
);
create unique index handoffs_open on handoffs (conversation_id) where status in ('waiting', 'claimed');
create index handoffs_conversation on handoffs (conversation_id, opened_at);

-- What staff write among themselves: never in one table with what a customer may read.
create table notes (
  seq {{serial}},
  id text not null unique,
  handoff_id text not null references handoffs (id),
  origin text not null unique,
  name text not null,
  text text not null,
  at bigint not null
);

create table deliveries (
  seq {{serial}},
  id text not null unique,
  conversation_id text not null references conversations (id),
  place text not null,
  kind text not null,
  about text not null,
  speaker text not null,
  state text not null,
  attempts integer not null,
  receipt text,
  error text,
  created_at bigint not null,
  sent_at bigint
);
create index deliveries_about on deliveries (about, kind);
create index deliveries_unsent on deliveries (conversation_id, created_at) where state in ('pending', 'sending');

create table work (
  seq {{serial}},
  kind text not null,
  key text not null,
  about text not null,
  dedupe text,
  state text not null,
  due_at bigint not null,
  lease_until bigint not null,
  token integer not null,
  attempts integer not null,
  error text,
  created_at bigint not null
);
create unique index work_dedupe on work (dedupe) where state = 'open';
create index work_due on work (kind, due_at) where state = 'open';
create index work_key on work (key, seq) where state = 'open';

-- What the local page shows: the local adapter's own platform, as Slack keeps its channels.
create table posts (
  seq {{serial}},
  id text not null unique,
  adapter text not null,
  channel text not null,
  thread text not null,
  kind text not null,
  state text not null,
  target text,
  body text not null,
  at bigint not null
);
create index posts_channel on posts (adapter, channel, seq);
create index posts_thread on posts (adapter, channel, thread, seq);
