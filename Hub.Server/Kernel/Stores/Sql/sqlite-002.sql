-- What was asked under a command's id, so that the id is not taken for another command's; 0 in rows from before.
alter table facts add column digest integer not null default 0;

-- How far each ledger reaches: a lost last fact is noticed, and its number is not used twice.
create table heads (
    fair   text    not null primary key,
    offset integer not null,
    hash   blob    not null
) without rowid;

insert into heads select fair, offset, hash from facts where (fair, offset) in (select fair, max(offset) from facts group by fair);
