create table if not exists vm_change (
    change_id ${counter} primary key,
    context varchar(64) not null,
    box_number varchar(64) not null
)${options};

create table if not exists vm_change_swept (
    swept_id integer not null primary key,
    rows_deleted bigint not null
)${options};
