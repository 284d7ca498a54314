-- What the owner's figures read: each question is answered from an index alone, whatever the number of messages. Where an
-- index that is there can answer one more question, it does; so that a message is not written into ever more of them.

-- When the customer wrote what was read: what was written in a time is found without looking for each message.
alter table readings add column wrote_at bigint not null default 0;
update readings set wrote_at = (select messages.at from messages where messages.id = readings.message_id);
create index readings_wrote on readings (wrote_at, sentiment, read_by) where corrected_by is null;
create index readings_complaints on readings (complaint, wrote_at, topic, conversation_id)
  where corrected_by is null and complaint = 1;
create index readings_by_people on readings (at, id) where corrected_by is null and read_by in ('staff', 'owner');
drop index readings_at;
drop index readings_conversation;
create index readings_conversation on readings (conversation_id, corrected_by, complaint, sentiment, language);

drop index messages_at;
create index messages_at on messages (at, seq, author, conversation_id);
drop index messages_conversation;
create index messages_conversation on messages (conversation_id, seq, author, at);

create index turns_answered on turns (conversation_id, settled_at) where decision = 'answer';
create index conversations_opened on conversations (opened_at, id);
create index handoffs_opened on handoffs (opened_at, conversation_id);
