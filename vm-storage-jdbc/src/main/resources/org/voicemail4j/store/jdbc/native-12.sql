create table if not exists vm_dir_change (
    change_id ${counter} primary key,
    dir ${text} not null
)${options};
