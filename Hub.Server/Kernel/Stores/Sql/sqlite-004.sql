-- The offset of the last fact with which personal data changed: who has read it since then need not read it again.
alter table heads add column people integer not null default 0;
update heads set people = offset;
