//! What stands around everything: the bar at the top, notices, dialogs. Sentence case; dots where a press asks first.

use crate::words::Phrase;

// Regions and looks.
phrases! {
    SETTINGS: "设置", "Settings";
    SHOW_LEFT: "显示作品栏", "Show documents";
    HIDE_LEFT: "隐藏作品栏", "Hide documents";
    SHOW_RIGHT: "显示音色栏", "Show voice settings";
    HIDE_RIGHT: "隐藏音色栏", "Hide voice settings";
    LEFT_REGION: "作品栏", "Documents";
    LEFT_EDGE: "作品栏宽度", "Document panel width";
    PAGE_REGION: "页面", "Page";
    RIGHT_REGION: "音色栏", "Voice";
    RIGHT_EDGE: "音色栏宽度", "Voice panel width";
    PLAYER_REGION: "播放器", "Player";
    LANGUAGE: "语言 Language", "Language 语言";
    COLOURS: "主题", "Theme";
    AS_SYSTEM: "跟随系统", "System default";
    LIGHT: "浅色", "Light";
    DARK: "深色", "Dark";
}

// Notices.
phrases! {
    DISMISS: "关闭此通知", "Dismiss";
    COPY: "复制详情", "Copy details";
    DETAILS: "详情", "Details";
    LESS: "收起", "Less";
    NOTICES: "通知", "Notices";
}

// Before there is a window.
phrases! {
    NO_WINDOW: "无法打开窗口。", "The window couldn’t be opened.";
    NO_WINDOW_WHY: "系统报告：{detail}", "The system says: {detail}";
    NO_WINDOW_TODO: "在图形桌面中运行，或使用命令行：langsheng speak --help",
        "Run Langsheng on a graphical desktop, or use the command line: langsheng speak --help";
}

// Dialogs.
phrases! {
    CANCEL: "取消", "Cancel";
    CLOSE: "关闭", "Close";
    DELETE: "删除", "Delete";
    PATH: "文件路径", "File path";
    PATH_WHY: "当前桌面环境没有文件选择窗口，请输入路径。", "No file dialog is available here; type the path.";
}
