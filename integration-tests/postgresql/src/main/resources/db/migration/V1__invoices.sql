create table invoices (
	id bigint generated always as identity primary key,
	customer varchar(100) not null,
	sent boolean not null
);
insert into invoices (customer, sent) values ('Ada', false), ('Grace', false);
