//! What the command line says about takes, files and the queue.

use crate::words::Phrase;

// Takes.
phrases! {
    NO_TAKES: "库中没有音频。", "There are no takes in the library.";
    NONE_FOUND: "没有符合条件的音频。", "No takes match.";
    COMPLETE: "完整", "complete";
    UNFINISHED: "未完成", "unfinished";
    WRITING: "写入中", "being written";
    DAMAGED: "损坏", "damaged";
    UNSPOKEN: "未朗读", "not spoken";
    SHOW_ID: "编号", "ID";
    SHOW_TITLE: "标题", "Title";
    SHOW_CREATED: "时间", "Date";
    SHOW_VOICE: "音色", "Voice";
    SHOW_ACCOUNT: "账号", "Account";
    SHOW_LENGTH: "时长", "Length";
    SHOW_STATE: "状态", "State";
    SHOW_STAR: "星标", "Star";
    SHOW_SIZE: "大小", "Size";
    SHOW_FOLDER: "位置", "Folder";
    SHOW_MARKS: "标记", "Marks";
    SHOW_SEGMENTS: "分段", "Segments";
    SHOW_VERSIONS: "版本", "Versions";
    SHOW_TEXT: "文本", "Text";
    SEGMENTS_OF: "{done}/{all}，{connections} 次连接", "{done}/{all}, connections: {connections}";
    VERSION_OF: "“{text}”：{n} 个版本", "“{text}”: {n} versions";
    NO_TAKE: "找不到音频“{id}”。", "There is no take “{id}”.";
    NO_TAKE_WHY: "没有编号以它开头的音频。", "No take ID starts with that.";
    NO_UNFINISHED_WHY: "没有未完成的音频。", "There are no unfinished takes.";
    MANY_TAKES: "“{id}”对应不止一份音频。", "“{id}” matches several takes.";
    MANY_TAKES_WHY: "有几份音频的编号以它开头：{ids}。", "Several take IDs start with it: {ids}.";
    SEE_TAKES: "用 langsheng takes list 查看编号。", "List the IDs with langsheng takes list.";
    DELETE_ASK: "把 {n} 份音频移到回收站？[y/N] ", "Takes to move to the trash: {n}. Continue? [y/N] ";
    DELETE_UNASKED: "没有确认就不会删除。", "Nothing is deleted without confirmation.";
    DELETE_YES: "加上 --yes。", "Add --yes.";
    DELETE_FOR_GOOD_ASK: "永久删除 {n} 份音频？无法恢复。[y/N] ", "Takes to delete permanently: {n}. This can’t be undone. Continue? [y/N] ";
    DELETED_FOR_GOOD: "已永久删除：{n}", "Deleted permanently: {n}";
    DELETED: "已移到回收站：{n}", "Moved to the trash: {n}";
    NOT_SO_MANY: "这份音频没有第 {n} 处；共 {all} 处。", "Number {n} doesn’t exist; the take has {all}.";
    WHICH_PASSAGE: "没有指定要重新合成哪一处。", "No sentence or segment was given.";
    GIVE_PASSAGE: "写上 --sentence N 或 --segment N。", "Give --sentence N or --segment N.";
    EXPORT_UNFINISHED: "这份音频未完成，只保存了已有的部分。", "The take is unfinished; only the part received so far is saved.";
    EXPORT_DAMAGED: "这份音频已损坏（{why}）；能读出的部分会保存下来。", "The take is damaged ({why}); only the readable part is saved.";
    RANGE_EMPTY: "--from 之后、--to 之前没有声音。", "There is no audio between --from and --to.";
    RANGE_OF: "这份音频长 {length}。", "The take is {length} long.";
    NEED_OUT: "没有说明存到哪里。", "No output file was given.";
    PIPE_ONLY_SPEAK: "只有 speak 能写到标准输出。", "Only speak can stream to standard output.";
    GIVE_OUT: "写上 --out 文件名。", "Give --out NAME.";
}

// Files.
phrases! {
    NEEDS_OUT: "{arg} 只用于保存文件，但没有写 --out。", "{arg} applies to a saved file, but --out wasn’t given.";
    ADD_OUT: "加上 --out 文件名，或去掉这个选项。", "Add --out NAME, or leave that option out.";
    NOT_WITH_PIPE: "{arg} 不能和 --out - 一起用。", "{arg} can’t be used with --out -.";
    PIPE_IS_WAV:
        "--out - 边收边写 WAV。先存成文件，或去掉这个选项。",
        "--out - streams a WAV as it arrives. Save to a file, or leave that option out.";
    NOT_WITH_FORMAT: "{arg} 不能用于 {format}。", "{arg} can’t be used with {format}.";
    NO_SUCH_FORMAT: "无法保存为“{path}”：不支持 .{ending} 格式。", "Can’t save “{path}”: .{ending} isn’t a supported format.";
    NAME_FORMAT:
        "文件名以 .wav、.flac、.mp3 或 .opus（也可以是 .ogg、.oga）结尾，或加上 --format。",
        "End the name with .wav, .flac, .mp3 or .opus (.ogg and .oga work too), or use --format.";
    CHANGE_FORMAT: "换一个文件格式，或去掉这个选项。", "Choose another format, or leave that option out.";
    NO_FOLDER_NAME: "--template 是给文件夹用的，而 --out 是一个文件。", "--template names files in a folder, but --out is a file.";
    CHANGE_TEMPLATE: "让 --out 指向一个文件夹，或去掉 --template。", "Make --out a folder, or leave out --template.";
    BAD_TEMPLATE: "模板“{template}”不能用。", "The template “{template}” isn’t valid.";
    SAVED_LOUDNESS: "响度 {lufs} LUFS（增益 {gain} dB）", "Loudness {lufs} LUFS (gain {gain} dB)";
    SAVED_QUIETER:
        "响度 {lufs} LUFS（增益 {gain} dB）：再大就会失真，所以低于 {wanted}",
        "Loudness {lufs} LUFS (gain {gain} dB), below {wanted} because more would distort it";
    SAVED_BESIDE: "另有 {path}", "Also saved {path}";
    REUSED: "库中已有 {sentences} 句，约 {characters} 字不必再合成", "Sentences reused from the library: {sentences}, about {characters} characters not requested";
    SAVING_AT: "正在保存 {percent}%", "saving {percent}%";
}

// The queue.
phrases! {
    QUEUE_EMPTY: "队列是空的。", "The queue is empty.";
    NO_FILES: "没有给出文件。", "No files were given.";
    GIVE_FILES: "写上文件或文件夹；继续上次的队列用 --continue。", "Give files or folders, or use --continue to finish the last queue.";
    NOTHING_ADDED: "没有文件可以朗读。", "There are no files to speak.";
    ALSO_WAITING: "队列中还有以前的 {n} 个文件，会先处理。", "Earlier files still in the queue, which go first: {n}.";
    ITEM_WAITING: "等待", "waiting";
    ITEM_RUNNING: "进行中", "running";
    DONE_ONE: "✓ {source} → {output}", "✓ {source} → {output}";
    FAILED_ONE: "✗ {source}：{what}{why}", "✗ {source}: {what} {why}";
    LEFT_OUT: "  跳过 {source}：其中没有可以朗读的文字", "  skipped, nothing to speak: {source}";
    AND_OTHERS: "{first} 等 {n} 个文件", "{first} and others, {n} files";
    QUEUE_AT: "{over}/{all} {name}", "{over}/{all} {name}";
    LEFT_OVER: "还有 {n} 个文件没有完成；继续：langsheng batch --continue", "Files left: {n}. To continue: langsheng batch --continue";
    QUEUE_OVER: "完成 {done} 个，失败 {failed} 个", "Done: {done}, failed: {failed}";
}
