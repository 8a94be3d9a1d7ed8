from tests.outils.fenetre import *
def test_x(qtbot, tmp_path):
    shell = make_shell(tmp_path); qtbot.addWidget(shell.window); show(shell.window, qtbot)
    print(QApplication.focusWidget().accessibleName())
    def act(d):
        print("dialog", d, QApplication.focusWidget())
        write("EHPAD Été"); d.make.click()
    import ui
    when_a_dialog_opens(act)
    from PySide6.QtTest import QTest
    QTest.keyClick(shell.window, Qt.Key.Key_N, CONTROL)
    print(shell.window.view, QApplication.focusWidget().accessibleName())
    shell.window.close()
def test_y(qtbot, tmp_path, allow_dialogs):
    test_x(qtbot, tmp_path)
