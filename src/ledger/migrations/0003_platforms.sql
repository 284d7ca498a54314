-- What platforms other than our own pages need: when something was written while we were away, the face of whoever
-- answered, until when an adapter listened, how often it logged in, and the sealed tokens of further workspaces.

alter table messages add column sent_at bigint;
alter table messages add column picture text;
create index conversations_ever on conversations (adapter, workspace, channel, thread);
create index conversations_moved on conversations (adapter, workspace, last_at);

create table listening (
  adapter text not null,
  workspace text not null,
  until bigint not null,
  primary key (adapter, workspace)
);

create table logins (
  adapter text not null,
  at bigint not null
);
create index logins_at on logins (adapter, at);

create table installations (
  adapter text not null,
  workspace text not null,
  body text not null,
  at bigint not null,
  primary key (adapter, workspace)
);
